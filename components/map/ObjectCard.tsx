"use client";
import { X } from "lucide-react";
import type { Ref } from "react";
import { useFormat, useText, useWords } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import type { Card } from "./layers/layer.ts";
import style from "./ObjectCard.module.css";

const DOUBTS = { stale: "map.stale", suspect: "value.suspect", unconfirmed: "quality.unconfirmed" } as const;

type Props = { card: Card; now: number; onClose: (() => void) | undefined; ref: Ref<HTMLElement> };

export function ObjectCard({ card, now, onClose, ref }: Props) {
  const t = useText();
  const words = useWords();
  const format = useFormat();
  return (
    <article ref={ref} className={style.card} aria-live={onClose ? "polite" : "off"}>
      <header className={style.head}>
        <div>
          <h3>{card.name}</h3>
          <p className={style.what}>{words(card.title)}</p>
        </div>
        {onClose && (
          <Button look="quiet" icon aria-label={t("map.close")} onClick={onClose}>
            <X aria-hidden="true" />
          </Button>
        )}
      </header>
      <p className={style.value}>{words(card.value)}</p>
      {card.note && <p className={style.note}>{words(card.note)}</p>}
      <dl className={style.facts}>
        <dt>{t("map.observed")}</dt>
        <dd>
          {format.moment(card.timeMs, now)} ({format.age(card.timeMs, now)})
        </dd>
        {card.source && (
          <>
            <dt>{t("map.source")}</dt>
            <dd>{card.source}</dd>
          </>
        )}
      </dl>
      {(card.doubt !== null || card.simulated) && (
        <p className={style.flags}>
          {card.doubt !== null && <span>{t(DOUBTS[card.doubt])}</span>}
          {card.simulated && <span>{t("map.simulated")}</span>}
        </p>
      )}
    </article>
  );
}
