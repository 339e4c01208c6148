type Point = { at: number; value: number };
/** `at`: when the limit is first met; `farthest`: the value that lies farthest beyond it, within the span looked at. */
export type Crossing = { at: number; farthest: number };
type Limit = { sign: 1 | -1; limit: number; now: number; until: number };

/**
 * Where a line through points meets a limit, from `now` until `until`. It begins at what was observed last; between
 * two points it is straight. null: it does not.
 */
export function crossingOf(
  points: readonly Point[],
  observed: Point | null,
  { sign, limit, now, until }: Limit,
): Crossing | null {
  const over = (value: number) => sign * (value - limit);
  const ahead = points.filter((point) => point.at > now);
  const past = points.findLast((point) => point.at <= now) ?? null;
  let before: Point | null = observed && observed.at <= now ? { at: now, value: observed.value } : past;
  let met: number | null = null;
  let farthest: number | null = null;
  for (const point of ahead) {
    const end = point.at > until ? cut(before, point, until) : point;
    if (!end) break;
    if (over(end.value) >= 0) {
      met ??= meet(before, end, over);
      if (farthest === null || over(end.value) > over(farthest)) farthest = end.value;
    }
    if (point.at > until) break;
    before = point;
  }
  return met === null || farthest === null ? null : { at: Math.round(met), farthest };
}

/** The line's value at `until`; null where no line leads there. */
function cut(before: Point | null, after: Point, until: number): Point | null {
  if (!before || before.at >= until) return null;
  const share = (until - before.at) / (after.at - before.at);
  return { at: until, value: before.value + share * (after.value - before.value) };
}

function meet(before: Point | null, end: Point, over: (value: number) => number): number {
  if (!before) return end.at;
  if (over(before.value) >= 0) return before.at;
  const from = over(before.value);
  return before.at + ((end.at - before.at) * -from) / (over(end.value) - from);
}
