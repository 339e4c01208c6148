/** A stretch of time in ms, the end exclusive. */
export type Span = { from: number; to: number };

/** What is left of `spans` without `cuts`; ascending. */
export function without(spans: readonly Span[], cuts: readonly Span[]): Span[] {
  const ordered = [...cuts].sort((a, b) => a.from - b.from);
  const left: Span[] = [];
  for (const { from, to } of spans) {
    let at = from;
    for (const cut of ordered) {
      if (cut.to <= at || cut.from >= to) continue;
      if (cut.from > at) left.push({ from: at, to: cut.from });
      at = Math.max(at, cut.to);
    }
    if (at < to) left.push({ from: at, to });
  }
  return left.sort((a, b) => a.from - b.from);
}

const WIDTHS = ["1d", "1h", "1m"] as const;
export type Width = (typeof WIDTHS)[number];
export type Level = Width | "raw";

export type RollupState = {
  /** Where each width's rollups end (ms). */
  until: Record<Width, number>;
  /** Marked buckets as spans of their own and of the wider widths. */
  dirty: readonly Partial<Record<Width, Span>>[];
};

/**
 * From which table each part of `span` has to be read, beginning with the rollups of `width`: what is marked or not
 * yet aggregated there is read from the next finer level, in the end from the readings themselves.
 */
export function levels(span: Span, width: Width, { until, dirty }: RollupState): Map<Level, Span[]> {
  const parts = new Map<Level, Span[]>();
  let open = [span];
  for (const level of WIDTHS.slice(WIDTHS.indexOf(width))) {
    const stale = dirty.flatMap((bucket) => bucket[level] ?? []);
    stale.push({ from: until[level], to: Number.POSITIVE_INFINITY });
    const whole = without(open, stale);
    if (whole.length > 0) parts.set(level, whole);
    open = without(open, whole);
  }
  if (open.length > 0) parts.set("raw", open);
  return parts;
}
