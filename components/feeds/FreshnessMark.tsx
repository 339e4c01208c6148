import style from "./FreshnessMark.module.css";
import type { Freshness } from "./freshness.ts";

/** Full disc, half disc, ring, cross: the shape says the state, the colour only when something is wrong. */
const SHAPES: Record<Freshness, string> = {
  live: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z",
  late: "M8 1 15.5 14.5H.5z",
  silent: "M8 .5 15.5 8 8 15.5.5 8z",
  retrying: "M8 .5 15.5 8 8 15.5.5 8z",
  stalled: "M2 2h12v12H2z",
  failed: "M2 2h12v12H2z",
  unheard: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z",
  waiting: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z",
  connecting: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z",
  off: "M2 7h12v2H2z",
};

export function FreshnessMark({ state }: { state: Freshness }) {
  return (
    <svg viewBox="0 0 16 16" className={style.mark} data-state={state} aria-hidden="true">
      <path d={SHAPES[state]} />
    </svg>
  );
}
