"use client";
import { useText } from "#components/shell/language.tsx";
import type { Verdict } from "#lib/kpi/model.ts";
import style from "./kpi.module.css";

/** Each verdict has a shape of its own beside its word: a tick, a triangle, a diamond, a line. */
const SHAPES: { [v in Verdict]: string } = {
  good: "M3 9.5 7 13.5 15 4.5",
  watch: "M9 2 17 16H1z",
  bad: "M9 1 17 9 9 17 1 9z",
  none: "M3 9h12",
};

export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const t = useText();
  return (
    <span className={style.verdict} data-verdict={verdict}>
      <svg viewBox="0 0 18 18" aria-hidden>
        <path d={SHAPES[verdict]} />
      </svg>
      {t(`kpi.verdict.${verdict}`)}
    </span>
  );
}
