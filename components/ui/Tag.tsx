import type { ReactNode } from "react";
import style from "./Tag.module.css";

/** A short word beside a name. `warn` and `bad` carry a shape as well as a colour. */
export function Tag({ tone = "plain", children }: { tone?: "plain" | "warn" | "bad"; children: ReactNode }) {
  return (
    <span className={style.tag} data-tone={tone}>
      {children}
    </span>
  );
}
