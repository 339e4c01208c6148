"use client";
import { useEffect, useState } from "react";
import { type History, readSpan, withLive } from "#components/charts/history.ts";
import { Trend } from "#components/charts/Trend.tsx";
import { useLive, useNow, useReading, useRegister } from "#components/live/hooks.ts";
import { limitsOf, type NamedLimit } from "#components/panels/limits.ts";
import { Note } from "#components/panels/Note.tsx";
import { useFormat, useText, useWords } from "#components/shell/language.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import style from "./AlertTrend.module.css";

const BEFORE_MS = 6 * 3_600_000;
const AFTER_MS = 30 * 60_000;
const MOST_MS = 48 * 3_600_000;
const STEP_MS = 10_000;
const AGAIN_MS = 60_000;
/** Of no level any more. */
const CROSSED = "var(--text-2)";

/** What the value did before the alert and since, beside the limits that it was judged by. */
export function AlertTrend({ row, seriesId }: { row: AlertRow; seriesId: number }) {
  const t = useText();
  const words = useWords();
  const format = useFormat();
  const register = useRegister();
  const { store } = useLive();
  const now = useNow(STEP_MS);
  const known = now > 0;
  const reading = useReading(seriesId);
  const [read, setRead] = useState<{ history?: History; failed: boolean }>();
  const series = register?.series(seriesId);
  const begin = row.raisedAt - BEFORE_MS;
  const end = Math.min(row.closedAt ?? Number.POSITIVE_INFINITY, begin + MOST_MS);

  useEffect(() => {
    if (!known) return;
    let over = false;
    async function load() {
      const found = await readSpan(seriesId, { from: begin, to: Math.min(store.now(), end) });
      if (!over) setRead((before) => ({ history: found ?? before?.history, failed: !found }));
    }
    void load();
    const timer = setInterval(load, AGAIN_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [seriesId, begin, end, known, store]);

  if (!read || !series) return <div className={style.trend} />;
  // The mark of when it rang keeps room for its label.
  const to = Math.max(Math.min(now, end), row.raisedAt + AFTER_MS);
  const live = reading && reading.time <= end ? { t: reading.time, v: reading.value } : undefined;
  const line = read.history && withLive(read.history, live, begin);
  if (!line || line.points.length === 0) {
    return (
      <div className={style.trend}>
        <Note trouble={read.failed}>{t(read.failed ? "trend.failed" : "trend.empty")}</Note>
      </div>
    );
  }
  const name = row.metric ? words({ vi: row.metric.nameVi, en: row.metric.nameEn }) : "";
  return (
    <div className={style.trend}>
      <Trend
        lines={[{ id: seriesId, name, ...line }]}
        limits={withCrossed(limitsOf(series, register, words), row, t("detail.limitThen"))}
        marks={[{ at: row.raisedAt, label: format.clock(row.raisedAt) }]}
        from={begin}
        to={to}
        unit={row.metric?.unit ?? ""}
        decimals={row.metric?.decimals ?? 1}
      />
    </div>
  );
}

/** Limits change by month and are mended: the one that this alert crossed is drawn even where it holds no more. */
function withCrossed(limits: NamedLimit[], { limit, metric }: AlertRow, label: string): NamedLimit[] {
  if (limit === null) return limits;
  const step = 0.5 * 10 ** -(metric?.decimals ?? 1);
  if (limits.some(({ value }) => Math.abs(value - limit) < step)) return limits;
  return [...limits, { value: limit, label, colour: CROSSED }].sort((a, b) => a.value - b.value);
}
