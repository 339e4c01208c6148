import type { Level } from "#lib/asset/model.ts";

/** What the scans look at, by what their kinds are over. Times in ms; `now` is the time of the look. */

/** `group`: the newest readings of the members of one group. */
export type GroupInput = { now: number; members: readonly GroupMember[] };
export type GroupMember = {
  seriesId: number;
  /** Event time of its newest good reading; null when there is none. */
  at: number | null;
  value: number | null;
  periodMs: number;
  /** Its threshold set at that time, ascending. */
  levels: readonly Level[];
};

/** `forecasts`: one series, its newest issue of each source, and its newest good reading. */
export type ForecastInput = {
  now: number;
  observed: { at: number; value: number } | null;
  issues: readonly ForecastIssue[];
};
export type ForecastIssue = {
  source: string;
  issuedAt: number;
  /** Ascending by time; at least one. */
  points: readonly { at: number; value: number }[];
};

/** `records`: one record that matches, or none any more; or how many match beyond those that ring by themselves. */
export type RecordInput = { now: number; record: RecordSeen | null; beyond: number | null };
export type RecordSeen = {
  state: string;
  severity: number;
  changedAt: number;
  openedAt: number;
  dueAt: number | null;
  closedAt: number | null;
};

/** `quality`: what a feed has counted since it began, and how many rows a second its series are to bring. */
export type QualityInput = { now: number; counts: FeedCounts; expectedPerS: number };
export type FeedCounts = {
  received: number;
  stored: number;
  duplicates: number;
  graded: number;
  refused: number;
};
