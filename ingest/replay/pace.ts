/** Turns recorded times into sent times and the moments to send them, all in ms. */
export type Pace = { stamp(recorded: number): number; due(recorded: number): number };

export type Course = { speed: number; shift: "now" | "end" | "none" };

/**
 * `now`: the first row is now and time runs `speed` times as fast, so that what arrives is always current.
 * `end`: the recording keeps its own spacing and ends now; `none`: as recorded. With these two `speed`
 * only says how fast rows are sent.
 */
export function paceOf({ speed, shift }: Course, span: { first: number; last: number }, start: number): Pace {
  const played = (recorded: number) =>
    start + (speed === Number.POSITIVE_INFINITY ? 0 : (recorded - span.first) / speed);
  const offset = shift === "end" ? start - span.last : 0;
  return {
    due: played,
    stamp: (recorded) => Math.round(shift === "now" ? played(recorded) : recorded + offset),
  };
}
