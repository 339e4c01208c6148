"use client";
import { useFormat, useName, useText } from "#components/shell/language.tsx";
import { unaccounted } from "#lib/feed/model.ts";
import type { FeedRow } from "#lib/protocol.ts";
import style from "./FeedFacts.module.css";
import { aliveness, type Freshness, tooMany } from "./freshness.ts";

const COUNTERS = ["received", "stored", "duplicates", "corrected", "graded", "refused"] as const;

type Props = { feed: FeedRow; state: Freshness; now: number; titled?: boolean };

/** What a feed has done since it was made, and when it last did something. */
export function FeedFacts({ feed, state, now, titled }: Props) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const alive = aliveness(feed, now);
  const left = unaccounted(feed);
  // Nothing proves nothing.
  const proof = left !== 0 ? "feeds.proof.off" : feed.received > 0 ? "feeds.proof.whole" : "feeds.proof.none";
  const moment = (at: number | null) =>
    at === null ? t("feeds.never") : `${format.moment(at, now)} (${format.age(at, now)})`;
  return (
    <div className={style.facts}>
      {titled && (
        <p className={style.name}>
          {name(feed)}
          {feed.simulated && <span> · {t("app.simulated")}</span>}
        </p>
      )}
      <dl>
        <dt>{t("feeds.state")}</dt>
        <dd>
          {t(`feedState.${state}`)}
          {feed.detail && <span className={style.detail}> · {feed.detail}</span>}
          {feed.tooManyNew && (
            <span className={style.detail}> · {t("feeds.tooManyNew", tooMany(feed, format))}</span>
          )}
        </dd>
        {alive !== null && (
          <>
            <dt>{t("feeds.alive")}</dt>
            <dd>{format.percent(alive)}</dd>
          </>
        )}
        <dt>{t("feeds.lastEvent")}</dt>
        <dd>{moment(feed.lastEventAt)}</dd>
        <dt>{t("feeds.lastStored")}</dt>
        <dd>{moment(feed.lastStoredAt)}</dd>
        <dt>{t("feeds.period")}</dt>
        <dd>{format.span(feed.periodS * 1000)}</dd>
        {COUNTERS.map((counter) => (
          <div key={counter} className={style.counter}>
            <dt>{t(`feeds.${counter}`)}</dt>
            <dd>{format.number(feed[counter])}</dd>
          </div>
        ))}
        <dt>{t("feeds.proof")}</dt>
        <dd>{t(proof, { count: format.number(Math.abs(left)) })}</dd>
      </dl>
    </div>
  );
}
