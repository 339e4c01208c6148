"use client";
import { StartWarning } from "#components/cap/StartWarning.tsx";
import { useNow } from "#components/live/hooks.ts";
import { useText } from "#components/shell/language.tsx";
import type { Hand } from "#lib/alert/duty.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import { can } from "#lib/user/can.ts";
import type { Person } from "#lib/user/model.ts";
import { AlertTrend } from "./AlertTrend.tsx";
import type { Asking } from "./DeskActions.tsx";
import style from "./DeskDetail.module.css";
import { DetailAnswer } from "./DetailAnswer.tsx";
import { DetailBar } from "./DetailBar.tsx";
import { DetailHead } from "./DetailHead.tsx";
import { IncidentBox } from "./IncidentBox.tsx";
import { Onlookers } from "./Onlookers.tsx";
import { Surroundings } from "./Surroundings.tsx";
import { Timeline } from "./Timeline.tsx";
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
  const log = useAlertEvents(row.id, row.seq);
  const messages = useMessages(row.id, row.seq);
  const ack = canAck ? onAck : undefined;
  return (
    <article className={style.detail} aria-labelledby="alert-title">
      <DetailHead row={row} now={now} onAck={ack} onBack={onBack}>
        <Onlookers alertId={row.id} writing={asking !== undefined} />
      </DetailHead>
      <div className={style.body}>
        {/* Drafts and ticks on their way are the alert's, not the next one's. */}
        <DetailAnswer
          key={row.id}
          row={row}
          who={who}
          hand={hand}
          events={log.events ?? []}
          now={now}
          refusal={refusal}
          asking={asking}
          onAsking={onAsking}
        />
        <div className={style.scene}>
          {row.seriesId !== null && (
            <section>
              <h3>{t("detail.trend")}</h3>
              <AlertTrend key={row.id} row={row} seriesId={row.seriesId} />
            </section>
          )}
          <Surroundings row={row} />
          <IncidentBox key={`incident ${row.id}`} row={row} who={who} />
          {can(who, "cap.draft", { agencyId: row.agencyId }) && <StartWarning from={{ alert: row.id }} />}
        </div>
        <section>
          <h3>{t("detail.timeline")}</h3>
          {log.failed && <p className={style.refusal}>{t("detail.failed")}</p>}
          {log.events && <Timeline alert={row} events={log.events} messages={messages} now={now} />}
          {!log.events && !log.failed && <p className={style.loading}>{t("app.loading")}</p>}
        </section>
      </div>
      <DetailBar row={row} hand={hand} now={now} onAck={ack} onAsking={onAsking} />
    </article>
  );
}
