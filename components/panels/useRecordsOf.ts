"use client";
import { freshnessOf } from "#components/feeds/freshness.ts";
import { useFeeds, useNow, useRecords } from "#components/live/hooks.ts";
import { type Basis, basisOf, type Figure } from "#lib/figure/model.ts";
import type { FeedRow, RecordsPayload } from "#lib/protocol.ts";
import type { RecordCount } from "#lib/record/model.ts";

const STEP_MS = 10_000;

export type RecordsOf = {
  counts: readonly RecordCount[];
  overdue: number;
  /** A number of these counts: known while the databases behind them answer. */
  figure(value: number | undefined): Figure;
};

/** Counts of one type of record, and how much they are worth now; undefined until they have come. */
export function useRecordsOf(type: string): RecordsOf | undefined {
  const now = useNow(STEP_MS);
  const records = useRecords();
  const feeds = useFeeds()?.feeds;
  if (!records || !feeds) return undefined;
  const counts = records.counts.filter((count) => count.type === type);
  const basis = basisOfRecords(records, feeds, { types: [type], now });
  return {
    counts,
    overdue: records.overdue[type] ?? 0,
    figure: (value) => {
      const known = basis.known === 0 || counts.length === 0 ? undefined : value;
      return { ...basis, now: known, last: counts.length === 0 ? undefined : value };
    },
  };
}

type Which = { types: readonly string[] | undefined; now: number };

/** The databases behind records of some types: one is known while it is heard in its own rhythm. */
export function basisOfRecords(
  { counts, newest }: RecordsPayload,
  feeds: readonly FeedRow[],
  { types, now }: Which,
): Basis {
  const isAsked = ({ type }: { type: string }) => types?.includes(type) ?? true;
  const ids = new Set(newest.filter(isAsked).map((record) => record.feedId));
  const parts = feeds
    .filter((feed) => ids.has(feed.feedId))
    .map((feed) => {
      const state = freshnessOf(feed, now);
      return {
        isKnown: state === "live" || state === "late",
        time: feed.lastEventAt ?? 0,
        simulated: feed.simulated,
      };
    });
  // Counts whose database nobody can name are nobody's.
  const unnamed = parts.length === 0 && counts.some(isAsked) ? 1 : 0;
  return basisOf(parts, Math.max(ids.size, unnamed));
}
