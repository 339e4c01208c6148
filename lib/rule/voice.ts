import type { FeedVoice } from "./kinds/kind.ts";

/** @param time of the newest that came, ms */
export function hearFeed(feed: FeedVoice, time: number): void {
  if (time <= feed.heard) return;
  const gap = time - feed.heard;
  // A pause matters until as much time again has passed, unless a longer one comes.
  if (Number.isFinite(gap) && (gap >= feed.gap || time - feed.back > feed.gap))
    Object.assign(feed, { gap, back: time });
  feed.heard = time;
}
