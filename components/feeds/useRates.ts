"use client";
import { useEffect, useRef, useState } from "react";
import type { FeedRow } from "#lib/protocol.ts";
import { RateMeter } from "./freshness.ts";

const LOOK_MS = 2_000;

/** Messages a minute of each feed, measured on this page from the counters it is sent. */
export function useRates(feeds: readonly FeedRow[]): (feedId: string) => number | undefined {
  const meter = useRef<RateMeter>(null);
  const newest = useRef(feeds);
  const [, look] = useState(0);
  newest.current = feeds;

  useEffect(() => {
    const own = new RateMeter();
    meter.current = own;
    const timer = setInterval(() => {
      // By the page's own steady clock: the server's may be set.
      own.note(newest.current, performance.now());
      look((n) => n + 1);
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, []);

  return (feedId) => meter.current?.perMinute(feedId);
}
