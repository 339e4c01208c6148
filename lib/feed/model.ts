/** Where data come from; a row. Its kind names a file in ingest/feeds, which owns the schema of `config`. */
export type Feed = {
  id: string;
  kind: string;
  nameVi: string;
  nameEn: string;
  agencyId: string | null;
  config: unknown;
  /** Expected seconds between messages; silence longer than three of them is shown. */
  periodS: number;
  unknownAsset: "create" | "refuse";
  simulated: boolean;
  enabled: boolean;
};

/** `stalled` is never reported but found: the process that reads the feed stores nothing, or stands still. */
export type FeedState = "waiting" | "connecting" | "live" | "stalled" | "retrying" | "failed" | "off";

/** Counters are totals since the feed was made; times in ms since 1970 UTC. */
export type FeedStatus = {
  feedId: string;
  state: FeedState;
  detail: string | null;
  received: number;
  stored: number;
  duplicates: number;
  corrected: number;
  graded: number;
  refused: number;
  lastEventAt: number | null;
  lastStoredAt: number | null;
};

/**
 * The proof of a feed: what came in, less what is known to have become of it. Each is counted in the transaction that
 * stores it, so anything but 0 says that something was lost or counted twice.
 */
export function unaccounted(feed: Pick<FeedStatus, "received" | (typeof FATES)[number]>): number {
  return FATES.reduce((left, fate) => left - feed[fate], feed.received);
}
const FATES = ["stored", "duplicates", "corrected", "refused"] as const;

/** Why a message or a reading was not stored. The catalogue carries a sentence for each. */
export const REFUSALS = [
  "invalid_utf8",
  "invalid_json",
  "too_large",
  "too_deep",
  "wrong_shape",
  "wrong_type",
  "not_finite",
  "sentinel",
  "missing_value",
  "ambiguous_number",
  "invalid_time",
  "time_too_old",
  "clock_ahead",
  "unknown_metric",
  "unknown_unit",
  "impossible_value",
  "no_difference",
  "two_values",
  "unknown_asset",
  "too_many_new_assets",
  "invalid_identifier",
  "identity_collision",
  "invalid_topic",
  "other_feed_owns_series",
  "feed_disabled",
  "bad_mapping",
  "invalid_position",
  "invalid_record",
  "stored_otherwise",
] as const;
export type Refusal = (typeof REFUSALS)[number];
