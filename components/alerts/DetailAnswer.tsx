"use client";
import { OrderList } from "#components/orders/OrderList.tsx";
import { useText } from "#components/shell/language.tsx";
import type { Hand } from "#lib/alert/duty.ts";
import { obstacle } from "#lib/alert/duty.ts";
import type { NamedEvent } from "#lib/alert/event.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import { actorOf, type Person } from "#lib/user/model.ts";
import { type Asking, DeskActions } from "./DeskActions.tsx";
import style from "./DeskDetail.module.css";
import { DetailFacts } from "./DetailFacts.tsx";
import { ShelfRequest } from "./ShelfRequest.tsx";
import { StepList } from "./StepList.tsx";
import { useActWords } from "./useActWords.ts";

type Props = Asking & {
  row: AlertRow;
  who: Person;
  hand: Hand;
  events: readonly NamedEvent[];
  now: number;
  /** Why this person may not acknowledge at all. */
  refusal?: string;
};

/** What is asked of this person, what to do and how far it is, and what it is about. */
export function DetailAnswer({ row, who, hand, events, now, refusal, asking, onAsking }: Props) {
  const t = useText();
  const words = useActWords(hand.role);
  const { responseText: response } = row;
  const noSteps = obstacle(row, hand, "step", now);
  return (
    <div className={style.answer}>
      {refusal && row.response === "unack" && <p className={style.refusal}>{refusal}</p>}
      {row.shelfAsked && (
        <ShelfRequest
          row={row}
          asked={row.shelfAsked}
          events={events}
          me={actorOf(who)}
          may={obstacle(row, hand, "shelve", now) === null}
          now={now}
        />
      )}
      {events.some(({ type }) => type === "ordered") && (
        <section>
          <h3>{t("detail.orders")}</h3>
          <OrderList who={who} alertId={row.id} />
        </section>
      )}
      <section className={style.act}>
        <h3>
          {t("detail.action")} <span>{t("detail.within", { minutes: response.minutes })}</span>
        </h3>
        <p className={style.action}>{response.action}</p>
        <p className={style.owner}>{t("detail.owner", { owner: response.owner })}</p>
        <DeskActions row={row} who={who} hand={hand} now={now} asking={asking} onAsking={onAsking} />
        <StepList row={row} events={events} now={now} why={noSteps && words.reason(noSteps)} />
        <dl className={style.why}>
          <dt>{t("detail.cause")}</dt>
          <dd>{response.cause}</dd>
          <dt>{t("detail.consequence")}</dt>
          <dd>{response.consequence}</dd>
        </dl>
      </section>
      <DetailFacts row={row} now={now} />
    </div>
  );
}
