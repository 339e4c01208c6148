"use client";
import { useState } from "react";
import { useFormat, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import type { NamedEvent } from "#lib/alert/event.ts";
import type { AlertRow, ShelfAsked } from "#lib/alert/model.ts";
import style from "./ShelfRequest.module.css";
import { useAct } from "./useAct.ts";

type Props = {
  row: AlertRow;
  asked: ShelfAsked;
  events: readonly NamedEvent[];
  /** `user:<id>` of the reader. */
  me: string;
  /** Whether the reader may shelve this alert at all. */
  may: boolean;
  now: number;
};

/** A shelf of P1 that waits: two shift leads must want it. The one who asked may take it back. */
export function ShelfRequest({ row, asked, events, me, may, now }: Props) {
  const t = useText();
  const format = useFormat();
  const act = useAct(row);
  const [why, setWhy] = useState("");
  const mine = asked.by === me;
  const over = asked.until <= now;
  const event = events.findLast((one) => one.type === "shelf_asked");
  const name = mine ? t("shelf.you") : (event?.actorName ?? t("event.bySomeone"));
  const minutes = Math.max(1, Math.round((asked.until - now) / 60_000));
  return (
    <section className={style.request} aria-label={t("shelf.title")}>
      <h3>{t(over ? "shelf.over" : mine ? "shelf.waits" : "shelf.title")}</h3>
      <p>
        {t("shelf.asked", {
          name,
          time: format.moment(asked.at, now),
          until: format.moment(asked.until, now),
        })}
      </p>
      <blockquote>{asked.why}</blockquote>
      {may && !mine && (
        <input
          className={style.why}
          aria-label={t("shelf.whyNot")}
          placeholder={t("shelf.whyNot")}
          value={why}
          maxLength={2000}
          onChange={(change) => setWhy(change.target.value)}
        />
      )}
      {may && (
        <div className={style.acts}>
          {!mine && !over && (
            <Button
              look="solid"
              disabled={act.working}
              focusableWhenDisabled
              onClick={() => void act.now({ type: "shelve", minutes, why: asked.why }, t("shelf.sign"))}
            >
              {t("shelf.sign")}
            </Button>
          )}
          <Button
            disabled={act.working}
            focusableWhenDisabled
            onClick={() =>
              void act.now({ type: "deny_shelf", why: why.trim() || undefined }, t("shelf.deny"))
            }
          >
            {t(mine ? "shelf.takeBack" : "shelf.deny")}
          </Button>
        </div>
      )}
    </section>
  );
}
