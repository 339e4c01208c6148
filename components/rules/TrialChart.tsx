"use client";
import { useEffect, useState } from "react";
import { type History, readSpan } from "#components/charts/history.ts";
import { Trend } from "#components/charts/Trend.tsx";
import { Note } from "#components/panels/Note.tsx";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { metricById } from "#lib/metric/catalog.ts";
import style from "./trial.module.css";
import type { TriedAlert } from "./useTrial.ts";

const AROUND_MS = 3 * 3_600_000;
const MOST_MS = 48 * 3_600_000;

/** What the series did around a moment at which the rule would have rung. */
export function TrialChart({ alert, to }: { alert: TriedAlert; to: number }) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const [history, setHistory] = useState<History | "failed">();
  const { seriesId, raisedAt, returnedAt, limit } = alert;
  const begin = raisedAt - AROUND_MS;
  const end = Math.min(to, (returnedAt ?? to) + AROUND_MS, begin + MOST_MS);
  const metric = alert.metricId === null ? undefined : metricById(alert.metricId);

  useEffect(() => {
    if (seriesId === null) return;
    let over = false;
    void readSpan(seriesId, { from: begin, to: end }).then((read) => !over && setHistory(read ?? "failed"));
    return () => {
      over = true;
    };
  }, [seriesId, begin, end]);

  if (seriesId === null) return <Note>{t("trial.noSeries")}</Note>;
  if (history === undefined) return <Note>{t("app.loading")}</Note>;
  if (history === "failed") return <Note trouble>{t("trend.failed")}</Note>;
  return (
    <div className={style.trend}>
      <Trend
        lines={[{ id: seriesId, name: alert.names[language], ...history }]}
        limits={limit === null ? [] : [{ value: limit, label: t("trial.limit"), colour: "var(--text-2)" }]}
        marks={[{ at: raisedAt, label: format.clock(raisedAt) }]}
        from={begin}
        to={end}
        unit={metric?.unit ?? ""}
        decimals={metric?.decimals ?? 1}
      />
    </div>
  );
}
