"use client";
import { useNow } from "#components/live/hooks.ts";
import type { MetricRow } from "#components/live/rows.ts";
import { useFormat, useName, useText, useWords } from "#components/shell/language.tsx";
import { metricById } from "#lib/metric/catalog.ts";
import { qualityNames } from "#lib/reading/model.ts";
import { LevelNote } from "./LevelNote.tsx";
import style from "./SourceCard.module.css";

/** Where a value comes from and how old it is: what stands behind every number on a wall. */
export function SourceCard({ row }: { row: MetricRow }) {
  const t = useText();
  const format = useFormat();
  const words = useWords();
  const name = useName();
  const now = useNow();
  const metric = metricById(row.series.metricId);
  const periodMs = row.series.periodS * 1000;
  return (
    <div className={style.card}>
      <p className={style.value}>{format.quantity(row.value, metric?.unit ?? "", metric?.decimals ?? 2)}</p>
      <LevelNote metricId={row.series.metricId} level={row.level} />
      <dl className={style.facts}>
        <dt>{t("value.metric")}</dt>
        <dd>{metric ? words(metric.title) : row.series.metricId}</dd>
        <dt>{t("value.asset")}</dt>
        <dd>
          {name(row.asset)}
          {row.asset.illustrative && <span className={style.minor}> ({t("app.illustrative")})</span>}
        </dd>
        <dt>{t("value.at")}</dt>
        <dd>
          <time>{format.moment(row.time, now)}</time>
        </dd>
        <dt>{t("value.arrivedAge")}</dt>
        <dd>
          {format.age(row.time, now)}
          {row.stale && (
            <span className={style.stale}>
              {" "}
              · {t("value.staleLong", { span: format.span(periodMs * 3) })}
            </span>
          )}
        </dd>
        <dt>{t("value.feed")}</dt>
        <dd>
          {row.source ? name(row.source) : row.series.feedId}
          {row.source?.simulated && <span className={style.minor}> ({t("app.simulated")})</span>}
        </dd>
        <dt>{t("value.period")}</dt>
        <dd>{format.span(periodMs)}</dd>
        <dt>{t("value.quality")}</dt>
        <dd>
          {qualityNames(row.quality)
            .map((q) => t(`quality.${q}`))
            .join(", ")}
        </dd>
      </dl>
    </div>
  );
}
