"use client";
import { useMemo } from "react";
import { z } from "zod";
import { DASHES, Trend } from "#components/charts/Trend.tsx";
import { useLines } from "#components/charts/useLines.ts";
import { useMetricRows, useNow, useRegister } from "#components/live/hooks.ts";
import type { MetricRow } from "#components/live/rows.ts";
import { useDoubt } from "#components/live/useHeard.ts";
import { useFormat, useName, useText, useWords } from "#components/shell/language.tsx";
import { Popover } from "#components/ui/Popover.tsx";
import { SimulatedMark } from "#components/ui/SimulatedMark.tsx";
import { basisOf } from "#lib/figure/model.ts";
import { metricById } from "#lib/metric/catalog.ts";
import { Frame } from "./Frame.tsx";
import { byThreat, partOf } from "./figures.ts";
import { limitsOf } from "./limits.ts";
import { Note } from "./Note.tsx";
import { apart } from "./names.ts";
import { definePanel } from "./panel.ts";
import { SourceCard } from "./SourceCard.tsx";
import style from "./trend.module.css";
import { useMeasured } from "./useMeasured.ts";

const title = { vi: "Diễn biến", en: "Trend" };
const schema = z.strictObject({
  metric: z.string(),
  /** Places by key; left out: the most threatened ones, chosen anew every ten minutes. */
  assets: z.array(z.string()).min(1).max(6).optional(),
  /** How many lines, and how many of the most threatened places other panels show already. */
  limit: z.int().min(1).max(6).default(3),
  skip: z.int().min(0).max(20).default(0),
  hours: z.int().min(1).max(168).default(24),
  title: z.strictObject({ vi: z.string(), en: z.string() }).optional(),
});
type Config = z.output<typeof schema>;

const CHOOSE_MS = 10 * 60_000;
/** A chart costs some 10 ms of main thread each time: the window moves in steps. */
const STEP_MS = 10_000;

function Body({ config }: { config: Config }) {
  const t = useText();
  const words = useWords();
  const name = useName();
  const now = useNow(STEP_MS);
  const register = useRegister();
  const rows = useChosen(config);
  // Which places are the most threatened is chosen among those that are known.
  const measured = useMeasured(config.metric, { assets: config.assets });
  const metric = metricById(config.metric);
  const from = now - config.hours * 3_600_000;
  const names = apart(rows.map((row) => name(row.asset)));
  const { lines, state } = useLines(rows, names, { hours: config.hours, from });
  const [first] = rows;
  // Limits of one place beside another's line would lie.
  const limits = first && rows.length === 1 ? limitsOf(first.series, register, words) : [];
  const metricName = metric ? words(metric.title) : config.metric;
  const label = config.title ? words(config.title) : metricName;
  const empty = lines.every((line) => line.points.length === 0);
  return (
    <Frame
      label={[label, ...names].join(", ")}
      title={label}
      basis={measured && basisOf(measured.rows.map(partOf), measured.total)}
      aside={
        <span className={style.span}>
          {metric?.unit} · {t("trend.hours", { hours: config.hours })}
        </span>
      }
    >
      {rows.length > 0 && (
        <ul className={style.keys}>
          {rows.map((row, i) => (
            <Key key={row.seriesId} row={row} name={names[i] ?? ""} tone={i} />
          ))}
        </ul>
      )}
      {empty ? (
        <Note trouble={state === "failed"}>
          {t(state === "loading" ? "panel.loading" : state === "failed" ? "trend.failed" : "trend.empty")}
        </Note>
      ) : (
        <Trend
          lines={lines}
          limits={limits}
          from={from}
          to={now}
          unit={metric?.unit ?? ""}
          decimals={metric?.decimals ?? 1}
        />
      )}
    </Frame>
  );
}

/** Which line is which, and its newest value. */
function Key({ row, name, tone }: { row: MetricRow; name: string; tone: number }) {
  const t = useText();
  const format = useFormat();
  const full = useName()(row.asset);
  const metric = metricById(row.series.metricId);
  const doubt = useDoubt(row);
  const i = tone % DASHES.length;
  return (
    <li>
      <Popover
        label={t("value.about", { name: full })}
        trigger={
          <button type="button" className={style.key} data-doubt={doubt ?? undefined}>
            <svg viewBox="0 0 20 4" aria-hidden="true">
              <path d="M0 2h20" stroke={`var(--trace-${i + 1})`} strokeDasharray={DASHES[i]} />
            </svg>
            <span className={style.name}>{name}</span>
            {row.source?.simulated && <SimulatedMark />}
            <b>{format.quantity(row.value, metric?.unit ?? "", metric?.decimals)}</b>
            <time>{format.clock(row.time)}</time>
          </button>
        }
      >
        <SourceCard row={row} />
      </Popover>
    </li>
  );
}

/** The rows to draw. The choice stands for ten minutes, so that lines do not change places while one looks. */
function useChosen(config: Config): MetricRow[] {
  const register = useRegister();
  const rows = useMetricRows(config.metric);
  const turn = useNow(CHOOSE_MS);
  const known = rows.length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: newer values alone are no reason to choose again
  const chosen = useMemo(() => {
    const wanted = config.assets;
    const order = wanted
      ? rows.filter((row) => wanted.includes(row.asset.key))
      : byThreat(rows, (row) => register?.thresholds(row.asset.id, config.metric)?.levels ?? []).slice(
          config.skip,
        );
    return order.slice(0, config.limit).map((row) => row.seriesId);
  }, [turn, known, register, config]);

  return chosen.flatMap((id) => rows.find((row) => row.seriesId === id) ?? []);
}

export default definePanel({
  id: "trend",
  title,
  about: {
    vi: "Diễn biến của một chỉ số ở vài nơi, kèm giới hạn khi chỉ có một nơi.",
    en: "One metric over hours at a few places, with the limits when there is only one.",
  },
  schema,
  example: { metric: "water_level", limit: 1, hours: 24 },
  Body,
});
