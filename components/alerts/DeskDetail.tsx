"use client";
import { useNow } from "#components/live/hooks.ts";
import { OrderList } from "#components/orders/OrderList.tsx";
import { useText } from "#components/shell/language.tsx";
import { type Hand, obstacle } from "#lib/alert/duty.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import { actorOf, type Person } from "#lib/user/model.ts";
import { AlertTrend } from "./AlertTrend.tsx";
import { type Asking, DeskActions } from "./DeskActions.tsx";
import style from "./DeskDetail.module.css";
import { DetailBar } from "./DetailBar.tsx";
import { DetailFacts } from "./DetailFacts.tsx";
import { DetailHead } from "./DetailHead.tsx";
import { IncidentBox } from "./IncidentBox.tsx";
import { Onlookers } from "./Onlookers.tsx";
import { ShelfRequest } from "./ShelfRequest.tsx";
import { StepList } from "./StepList.tsx";
import { Surroundings } from "./Surroundings.tsx";
import { Timeline } from "./Timeline.tsx";
import { useActWords } from "./useActWords.ts";
import { useAlertEvents } from "./useAlertEvents.ts";
import { useMessages } from "./useMessages.ts";

type Props = Asking & {
  row: AlertRow;
  who: Person;
  hand: Hand;
  canAck: boolean;
  refusal?: string;
  onAck(): void;
  onBack(): void;
};

/** All that a person needs to answer one alert, the act of it first. */
export function DeskDetail({ row, who, hand, canAck, refusal, onAck, onBack, asking, onAsking }: Props) {
  const t = useText();
  const now = useNow();
  const words = useActWords(hand.role);
  const log = useAlertEvents(row.id, row.seq);
  const messages = useMessages(row.id, row.seq);
  const events = log.events ?? [];
  const { responseText: response } = row;
  const noSteps = obstacle(row, hand, "step", now);
  return (
    <article className={style.detail} aria-labelledby="alert-title">
      <DetailHead row={row} now={now} onAck={canAck ? onAck : undefined} onBack={onBack}>
        <Onlookers alertId={row.id} writing={asking !== undefined} />
      </DetailHead>
      <div className={style.body}>
        {refusal && row.response === "unack" && <p className={style.refusal}>{refusal}</p>}
        {row.shelfAsked && (
          <ShelfRequest
            key={row.id}
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
          <DeskActions
            key={row.id}
            row={row}
            who={who}
            hand={hand}
            now={now}
            asking={asking}
            onAsking={onAsking}
          />
          <StepList
            key={`steps ${row.id}`}
            row={row}
            events={events}
            now={now}
            why={noSteps && words.reason(noSteps)}
          />
          <dl className={style.why}>
            <dt>{t("detail.cause")}</dt>
            <dd>{response.cause}</dd>
            <dt>{t("detail.consequence")}</dt>
            <dd>{response.consequence}</dd>
          </dl>
        </section>
        <DetailFacts row={row} now={now} />
        <IncidentBox key={`incident ${row.id}`} row={row} who={who} />
        {row.seriesId !== null && (
          <section>
            <h3>{t("detail.trend")}</h3>
            <AlertTrend key={row.id} row={row} seriesId={row.seriesId} />
          </section>
        )}
        <Surroundings row={row} />
        <section>
          <h3>{t("detail.timeline")}</h3>
          {log.failed && <p className={style.refusal}>{t("detail.failed")}</p>}
          {log.events && <Timeline alert={row} events={log.events} messages={messages} now={now} />}
          {!log.events && !log.failed && <p className={style.loading}>{t("app.loading")}</p>}
        </section>
      </div>
      <DetailBar row={row} hand={hand} now={now} onAck={canAck ? onAck : undefined} onAsking={onAsking} />
    </article>
  );
}
