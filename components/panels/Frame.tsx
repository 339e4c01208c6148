import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import style from "./Frame.module.css";

type Props = {
  title?: ReactNode;
  /** At the right end of the title: counts, a legend. */
  aside?: ReactNode;
  children: ReactNode;
  /** The body reaches the edges: a map, a list. */
  flush?: boolean;
  label: string;
};

/** What every panel stands in. */
export function Frame({ title, aside, children, flush, label }: Props) {
  return (
    <section className={style.frame} aria-label={label}>
      {title !== undefined && (
        <header className={style.head}>
          <h2 className={style.title}>{title}</h2>
          {aside}
        </header>
      )}
      <div className={cx(style.body, flush && style.flush)}>{children}</div>
    </section>
  );
}
