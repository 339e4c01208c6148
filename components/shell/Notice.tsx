import type { ReactNode } from "react";
import { Mark } from "./Mark.tsx";
import style from "./Notice.module.css";

type Props = { title: string; body: string; children?: ReactNode };

/** A whole page that says one thing: not found, failed. */
export function Notice({ title, body, children }: Props) {
  return (
    <main id="content" className={style.page}>
      <Mark className={style.mark} />
      <h1 className={style.title}>{title}</h1>
      <p className={style.body}>{body}</p>
      <div className={style.actions}>{children}</div>
    </main>
  );
}
