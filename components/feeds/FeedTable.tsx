"use client";
import { useState } from "react";
import { useFeeds, useNow } from "#components/live/hooks.ts";
import { Note } from "#components/panels/Note.tsx";
import { useFormat, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import type { FeedRow } from "#lib/protocol.ts";
import { FeedDetails } from "./FeedDetails.tsx";
import style from "./FeedTable.module.css";
import { FreshnessMark } from "./FreshnessMark.tsx";
import { aliveness, byTrouble, freshnessOf, tooMany } from "./freshness.ts";
import { useRates } from "./useRates.ts";

/** Every feed with what it brings and what it could not bring, the troubled ones first. */
export function FeedTable({ canManage }: { canManage: boolean }) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const now = useNow();
  const payload = useFeeds();
  const feeds = payload?.feeds ?? [];
  const rate = useRates(feeds);
  const [shown, setShown] = useState<string>();
  const state = (feed: FeedRow) => freshnessOf(feed, now);
  const rows = feeds.toSorted((a, b) => byTrouble(state(a), state(b)));
  const chosen = feeds.find((feed) => feed.feedId === shown);
  if (!payload) return <Note>{t("app.loading")}</Note>;

  const number = (counter: "received" | "stored" | "duplicates" | "graded" | "refused"): Column<FeedRow> => ({
    id: counter,
    title: t(`feeds.${counter}`),
    number: true,
    minor: counter === "duplicates" || counter === "graded",
    cell: (feed) => format.number(feed[counter]),
  });
  const columns: Column<FeedRow>[] = [
    {
      id: "name",
      title: t("feeds.name"),
      cell: (feed) => (
        <span className={style.name}>
          <FreshnessMark state={state(feed)} />
          <span>
            {name(feed)}
            <span className={style.kind}>
              {feed.kind} · {feed.feedId}
              {feed.simulated && ` · ${t("app.simulated")}`}
            </span>
          </span>
        </span>
      ),
    },
    {
      id: "state",
      title: t("feeds.state"),
      cell: (feed) => (
        <>
          {t(`feedState.${state(feed)}`)}
          {feed.detail && <span className={style.detail}>{feed.detail}</span>}
          {feed.tooManyNew && (
            <span className={style.detail}>{t("feeds.tooManyNew", tooMany(feed, format))}</span>
          )}
        </>
      ),
    },
    {
      id: "newest",
      title: t("feeds.newest"),
      cell: (feed) => (feed.lastEventAt === null ? t("feeds.never") : format.age(feed.lastEventAt, now)),
    },
    {
      id: "alive",
      title: t("feeds.alive"),
      number: true,
      minor: true,
      cell: (feed) => {
        const alive = aliveness(feed, now);
        return alive === null ? "–" : format.percent(alive);
      },
    },
    {
      id: "rate",
      title: t("feeds.perMinute"),
      number: true,
      minor: true,
      cell: (feed) => {
        const perMinute = rate(feed.feedId);
        return perMinute === undefined ? "–" : format.number(perMinute);
      },
    },
    number("received"),
    number("stored"),
    number("duplicates"),
    number("graded"),
    number("refused"),
    {
      id: "details",
      title: <span className="unseen">{t("feeds.details")}</span>,
      number: true,
      cell: (feed) => (
        <Button aria-label={t("feeds.detailsOf", { name: name(feed) })} onClick={() => setShown(feed.feedId)}>
          {t("feeds.details")}
        </Button>
      ),
    },
  ];

  return (
    <>
      <Table
        label={t("feeds.title")}
        columns={columns}
        rows={rows}
        rowKey={(feed) => feed.feedId}
        empty={t("feeds.none")}
      />
      {chosen && <FeedDetails feed={chosen} canManage={canManage} onClose={() => setShown(undefined)} />}
    </>
  );
}
