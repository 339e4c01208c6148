"use client";
import { useReading, useRegister } from "#components/live/hooks.ts";
import { useFormat, useLanguage, useName, useText } from "#components/shell/language.tsx";
import { DoubtMark } from "#components/ui/DoubtMark.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import { sentenceOf } from "#lib/alert/sentence.ts";
import { doubtOf, qualityNames } from "#lib/reading/model.ts";
import style from "./DeskDetail.module.css";

/** Since when, how much then and now, from where, whose. */
export function DetailFacts({ row, now }: { row: AlertRow; now: number }) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const name = useName();
  const register = useRegister();
  const owner = register?.agency(row.agencyId);
  const shared = row.sharedWith.map((id) => {
    const agency = register?.agency(id);
    return agency ? name(agency) : id;
  });
  return (
    <section className={style.facts}>
      <dl>
        <dt>{t("detail.first")}</dt>
        <dd>
          {format.moment(row.raisedAt, now)} ({format.age(row.raisedAt, now)})
          {row.occurrences > 1 && ` · ${t("alert.times", { count: row.occurrences })}`}
        </dd>
        <dt>{t("detail.value")}</dt>
        <dd>{sentenceOf(row, { language, t, format, now })}</dd>
        {row.seriesId !== null && <ValueNow row={row} seriesId={row.seriesId} now={now} />}
        {owner && (
          <>
            <dt>{t("detail.agency")}</dt>
            <dd>{name(owner)}</dd>
          </>
        )}
        {shared.length > 0 && (
          <>
            <dt>{t("detail.sharedWith")}</dt>
            <dd>{shared.join(", ")}</dd>
          </>
        )}
      </dl>
      {row.simulated && <Tag>{t("app.simulatedLong")}</Tag>}
    </section>
  );
}

/** The newest value with its source and age: an alert is answered on what is true now. */
function ValueNow({ row, seriesId, now }: { row: AlertRow; seriesId: number; now: number }) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const register = useRegister();
  const reading = useReading(seriesId);
  const doubt = reading ? doubtOf(reading) : null;
  const source = register?.source(register.series(seriesId)?.feedId ?? null);
  return (
    <>
      <dt>{t("detail.now")}</dt>
      <dd data-stale={doubt !== null}>
        {reading
          ? `${format.quantity(reading.value, row.metric?.unit ?? "", row.metric?.decimals)} · ${format.age(reading.time, now)}`
          : t("value.none")}{" "}
        {doubt && <DoubtMark doubt={doubt} />}
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
