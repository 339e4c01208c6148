"use client";
import type { ReactNode } from "react";
import { useHeard } from "#components/live/useHeard.ts";
import { cx } from "#components/ui/cx.ts";
import { KnownMark } from "#components/ui/KnownMark.tsx";
import type { Basis } from "#lib/figure/model.ts";
import style from "./Frame.module.css";

type Props = {
  title?: ReactNode;
  /** At the right end of the title: counts, a legend. */
  aside?: ReactNode;
  /** Of how many the body shows something known; said beside the title wherever that is not all. */
  basis?: Basis;
  children: ReactNode;
  /** The body reaches the edges: a map, a list. */
  flush?: boolean;
  label: string;
};

/** What every panel stands in. */
export function Frame({ title, aside, basis, children, flush, label }: Props) {
  const heard = useHeard(basis);
  return (
    <section className={style.frame} aria-label={label}>
      {title !== undefined && (
        <header className={style.head}>
          <h2 className={style.title}>{title}</h2>
          {heard && <KnownMark basis={heard} />}
          {aside}
        </header>
      )}
      <div className={cx(style.body, flush && style.flush)}>{children}</div>
    </section>
  );
}
