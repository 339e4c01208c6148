const DAY_S = 86_400;

/** What is kept for a time, each in its own hypertable. Day rollups and the newest state of things stay for good. */
export const KINDS = [
  "reading",
  "rollup_1m",
  "rollup_1h",
  "position",
  "forecast",
  "record_version",
  "feed_error",
] as const;
export type RetentionKind = (typeof KINDS)[number];
export type Retention = Record<RetentionKind, number>;

/** A rollup must outlive what it is made from by this much: late readings still make its buckets anew. */
const MARGIN_S = 2 * DAY_S;

/** How long each kind is really kept (seconds), whatever was set: a rollup never shorter than its source. */
export function effective(set: Retention): Retention {
  const minutes = Math.max(set.rollup_1m, set.reading + MARGIN_S);
  const hours = Math.max(set.rollup_1h, minutes + MARGIN_S);
  return { ...set, rollup_1m: minutes, rollup_1h: hours };
}
