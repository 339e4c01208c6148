"use client";
import { useFeeds, useNow } from "#components/live/hooks.ts";
import { type Basis, basisOf } from "#lib/figure/model.ts";
import { freshnessOf } from "./freshness.ts";

const STEP_MS = 10_000;

/** Feeds that are on, and how many of them send; undefined until they have come. */
export function useFeedsBasis(): Basis | undefined {
  const now = useNow(STEP_MS);
  const feeds = useFeeds()?.feeds;
  const parts = feeds
    ?.map((feed) => ({ feed, state: freshnessOf(feed, now) }))
    .filter(({ state }) => state !== "off")
    .map(({ feed, state }) => ({
      isKnown: state === "live" || state === "late",
      time: feed.lastEventAt ?? 0,
      simulated: feed.simulated,
    }));
  return parts && basisOf(parts, parts.length);
}
