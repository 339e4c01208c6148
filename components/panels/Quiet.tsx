"use client";
import { freshnessOf } from "#components/feeds/freshness.ts";
import { useFeeds, useNow } from "#components/live/hooks.ts";
import { useHeard } from "#components/live/useHeard.ts";
import { useFormat, useText } from "#components/shell/language.tsx";
import { basisOf, certaintyOf } from "#lib/figure/model.ts";
import { Note } from "./Note.tsx";

/** Where alerts or incidents would stand and there are none: how much that is worth stands beside it. */
export function Quiet({ text }: { text: string }) {
  const t = useText();
  const format = useFormat();
  const basis = useHeard(useFeedsBasis());
  if (!basis) return <Note>{t("panel.loading")}</Note>;
  const certainty = certaintyOf(basis);
  if (certainty === "unknown") return <Note trouble>{t("quiet.unknown")}</Note>;
  const [known, total] = [format.number(basis.known), format.number(basis.total)];
  return (
    <Note>
      {text}
      {certainty === "partly" && (
        <>
          <br />
          {t("quiet.partly", { known, total })}
        </>
      )}
    </Note>
  );
}

/** Feeds that are on, and those of them that send. */
function useFeedsBasis() {
  const now = useNow(10_000);
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
