import { Inbox, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import style from "./Note.module.css";

type Props = { children: ReactNode; trouble?: boolean; action?: ReactNode };

/** Stands where data would stand: none yet, none at all, or an error. */
export function Note({ children, trouble, action }: Props) {
  return (
    <div className={style.note} data-trouble={trouble}>
      {trouble ? <TriangleAlert aria-hidden /> : <Inbox aria-hidden />}
      <p>{children}</p>
      {action}
    </div>
  );
}
