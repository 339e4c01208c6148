"use client";
import { ArrowLeft, Check } from "lucide-react";
import { useNow, useReading, useRegister } from "#components/live/hooks.ts";
import { useFormat, useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { StaleMark } from "#components/ui/StaleMark.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import type { Hand } from "#lib/alert/duty.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import { qualityNames } from "#lib/reading/model.ts";
import { AlertTrend } from "./AlertTrend.tsx";
import { type Asking, DeskActions } from "./DeskActions.tsx";
import style from "./DeskDetail.module.css";
import { PriorityMark } from "./PriorityMark.tsx";
import { Timeline } from "./Timeline.tsx";
import { useAlertEvents } from "./useAlertEvents.ts";
import { lookOf, measureOf, objectOf, stateOf, titleOf } from "./words.ts";

type Props = Asking & {
  row: AlertRow;
  hand: Hand;
  canAck: boolean;
  refusal?: string;
  onAck(): void;
  onBack(): void;
};

/** All that a person needs to answer one alert, the act of it first. */
export function DeskDetail({ row, hand, canAck, refusal, onAck, onBack, asking, onAsking }: Props) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const now = useNow();
  const log = useAlertEvents(row.id, row.seq);
  const { responseText: response } = row;
  return (
    <article className={style.detail} aria-labelledby="alert-title">
      <header className={style.head}>
        <Button look="quiet" onClick={onBack}>
          <ArrowLeft aria-hidden />
          <span className={style.back}>{t("desk.back")}</span>
        </Button>
        <PriorityMark priority={row.priority} look={lookOf(row)} className={style.mark} />
        <div className={style.names}>
          <h2 id="alert-title" className={style.title}>
            {titleOf(row, language)}
          </h2>
          <p className={style.object}>{objectOf(row, language)}</p>
        </div>
        {canAck ? (
          <Button look="solid" onClick={onAck}>
            <Check aria-hidden />
            {t("desk.ack")}
          </Button>
        ) : (
          <p className={style.state}>{stateOf(row, { language, t, format })}</p>
        )}
      </header>
      <div className={style.body}>
        {refusal && row.response === "unack" && <p className={style.refusal}>{refusal}</p>}
        <section className={style.act}>
          <h3>
            {t("detail.action")} <span>{t("detail.within", { minutes: response.minutes })}</span>
          </h3>
          <p className={style.action}>{response.action}</p>
          <p className={style.owner}>{t("detail.owner", { owner: response.owner })}</p>
          <DeskActions row={row} hand={hand} now={now} asking={asking} onAsking={onAsking} />
          <dl className={style.why}>
            <dt>{t("detail.cause")}</dt>
            <dd>{response.cause}</dd>
            <dt>{t("detail.consequence")}</dt>
            <dd>{response.consequence}</dd>
          </dl>
        </section>
        <section className={style.facts}>
          <dl>
            <dt>{t("detail.first")}</dt>
            <dd>
              {format.moment(row.raisedAt, now)} ({format.age(row.raisedAt, now)})
              {row.occurrences > 1 && ` · ${t("alert.times", { count: row.occurrences })}`}
            </dd>
            <dt>{t("detail.value")}</dt>
            <dd>{measureOf(row, { language, t, format }) || t("app.none")}</dd>
            {row.seriesId !== null && <ValueNow row={row} seriesId={row.seriesId} now={now} />}
          </dl>
          {row.simulated && <Tag>{t("app.simulatedLong")}</Tag>}
        </section>
        {row.seriesId !== null && (
          <section>
            <h3>{t("detail.trend")}</h3>
            <AlertTrend key={row.id} row={row} seriesId={row.seriesId} />
          </section>
        )}
        <section>
          <h3>{t("detail.timeline")}</h3>
          {log.failed && <p className={style.refusal}>{t("detail.failed")}</p>}
          {log.events && <Timeline alert={row} events={log.events} now={now} />}
          {!log.events && !log.failed && <p className={style.loading}>{t("app.loading")}</p>}
        </section>
      </div>
    </article>
  );
}

/** The newest value with its source and age: an alert is answered on what is true now. */
function ValueNow({ row, seriesId, now }: { row: AlertRow; seriesId: number; now: number }) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const register = useRegister();
  const reading = useReading(seriesId);
  const source = register?.source(register.series(seriesId)?.feedId ?? null);
  return (
    <>
      <dt>{t("detail.now")}</dt>
      <dd data-stale={reading?.stale}>
        {reading
          ? `${format.quantity(reading.value, row.metric?.unit ?? "", row.metric?.decimals)} · ${format.age(reading.time, now)}`
          : t("value.none")}{" "}
        {reading?.stale && <StaleMark />}
      </dd>
      <dt>{t("detail.source")}</dt>
      <dd>
        {source ? name(source) : t("app.unknown")}
        {reading &&
          ` · ${t("value.quality")}: ${qualityNames(reading.quality)
            .map((q) => t(`quality.${q}`))
            .join(", ")}`}
      </dd>
    </>
  );
}
