"use client";
import type { CSSProperties } from "react";
import { z } from "zod";
import { FeedCell } from "#components/feeds/FeedCell.tsx";
import { byTrouble, freshnessOf } from "#components/feeds/freshness.ts";
import { useRates } from "#components/feeds/useRates.ts";
import { useFeeds, useNow } from "#components/live/hooks.ts";
import { useIsHeard } from "#components/live/useHeard.ts";
import { useText, useWords } from "#components/shell/language.tsx";
import style from "./feeds.module.css";
import { Note } from "./Note.tsx";
import { definePanel } from "./panel.ts";

const title = { vi: "Nguồn dữ liệu", en: "Data feeds" };
const schema = z.strictObject({});
const ROWS = 4;

function Body() {
  const t = useText();
  const words = useWords();
  const now = useNow();
  const payload = useFeeds();
  const isHeard = useIsHeard();
  const feeds = payload?.feeds ?? [];
  const rate = useRates(feeds);
  const order = feeds
    .map((feed) => ({ feed, state: freshnessOf(feed, now) }))
    .filter(({ state }) => state !== "off")
    .map(({ feed, state }) => ({ feed, state: isHeard ? state : ("unheard" as const) }))
    .toSorted((a, b) => byTrouble(a.state, b.state));
  return (
    <section className={style.strip} aria-label={words(title)}>
      {payload && order.length === 0 && <Note>{t("feeds.none")}</Note>}
      <ul className={style.list} style={{ "--columns": Math.ceil(order.length / ROWS) } as CSSProperties}>
        {order.map(({ feed, state }) => (
          <li key={feed.feedId}>
            <FeedCell feed={feed} state={state} now={now} rate={rate(feed.feedId)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export default definePanel({
  id: "feeds",
  title,
  about: {
    vi: "Từng nguồn: đang hoạt động hay mất tín hiệu, tuổi, nhịp; nguồn có vấn đề đứng trước.",
    en: "Each feed: alive or silent, its age and rhythm; the troubled ones first.",
  },
  schema,
  example: {},
  Body,
});
