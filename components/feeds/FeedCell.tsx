"use client";
import { useFormat, useName, useText } from "#components/shell/language.tsx";
import { Popover } from "#components/ui/Popover.tsx";
import type { FeedRow } from "#lib/protocol.ts";
import style from "./FeedCell.module.css";
import { FeedFacts } from "./FeedFacts.tsx";
import { FreshnessMark } from "./FreshnessMark.tsx";
import { aliveness, type Freshness } from "./freshness.ts";

type Props = { feed: FeedRow; state: Freshness; now: number; rate: number | undefined };

/** One feed in the strip: name, state, age of its newest data, messages a minute, score. */
export function FeedCell({ feed, state, now, rate }: Props) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const alive = state === "unheard" ? null : aliveness(feed, now);
  return (
    <Popover
      label={t("value.about", { name: name(feed) })}
      trigger={
        <button type="button" className={style.cell} data-state={state}>
          <FreshnessMark state={state} />
          <span className={style.name}>{name(feed)}</span>
          <span className={style.facts}>
            <span className={style.state}>
              {state === "live" && feed.lastEventAt !== null
                ? format.age(feed.lastEventAt, now)
                : t(`feedState.${state}`)}
            </span>
            {rate !== undefined && state !== "unheard" && (
              <span>{t("feed.rate", { rate: format.number(rate) })}</span>
            )}
            {alive !== null && (
              <meter
                className={style.alive}
                value={alive}
                aria-label={t("feed.alive", { percent: format.percent(alive) })}
              />
            )}
          </span>
        </button>
      }
    >
      <FeedFacts feed={feed} state={state} now={now} titled />
    </Popover>
  );
}
