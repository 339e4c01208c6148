"use client";
import "./base.css";
import ErrorPage from "./error.tsx";

/** When the layout itself failed: it stands in for it. */
export default function GlobalError(props: { error: unknown; retry(): void }) {
  return (
    <html lang="vi" data-theme="van-hanh">
      <body>
        <ErrorPage {...props} />
      </body>
    </html>
  );
}
