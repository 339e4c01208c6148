"use client";
import { z } from "zod";
import { useMetricRows } from "#components/live/hooks.ts";
import { useFormat, useName, useText, useWords } from "#components/shell/language.tsx";
import { metricById } from "#lib/metric/catalog.ts";
import { SUSPECT } from "#lib/reading/model.ts";
import { type Figure, figureOf } from "./figures.ts";
import { LevelNote } from "./LevelNote.tsx";
import { definePanel } from "./panel.ts";
import { SourceCard } from "./SourceCard.tsx";
import { Tile } from "./Tile.tsx";

const title = { vi: "Một chỉ số", en: "One metric" };
const schema = z.strictObject({
  metric: z.string(),
  statistic: z.enum(["max", "min", "mean", "sum"]).default("max"),
  /** Only these assets, by key. */
  assets: z.array(z.string()).min(1).optional(),
  title: z.strictObject({ vi: z.string(), en: z.string() }).optional(),
});
type Config = z.output<typeof schema>;

function Body({ config }: { config: Config }) {
  const t = useText();
  const format = useFormat();
  const words = useWords();
  const name = useName();
  const all = useMetricRows(config.metric);
  const metric = metricById(config.metric);
  const rows = config.assets ? all.filter((row) => config.assets?.includes(row.asset.key)) : all;
  const figure = figureOf(rows, config.statistic);
  const label = metric ? `${words(metric.title)}, ${statistic(figure)}` : config.metric;
  return (
    <Tile
      label={config.title ? words(config.title) : label}
      figure={figure && format.number(figure.value, metric?.decimals)}
      unit={metric?.unit}
      where={figure?.row ? name(figure.row.asset) : undefined}
      note={figure?.row && <LevelNote metricId={config.metric} level={figure.row.level} />}
      time={figure?.time}
      stale={figure?.stale}
      suspect={figure?.row && (figure.row.quality & SUSPECT) !== 0}
      about={figure?.row && <SourceCard row={figure.row} />}
    />
  );

  function statistic(of: Figure | undefined): string {
    if (config.statistic === "max") return t("kpi.max");
    if (config.statistic === "min") return t("kpi.min");
    return t(`kpi.${config.statistic}`, { count: of?.count ?? 0 });
  }
}

export default definePanel({
  id: "metric",
  title,
  about: {
    vi: "Giá trị cao nhất, thấp nhất, trung bình hay tổng của một chỉ số trên toàn tỉnh.",
    en: "The highest, lowest, mean or total value of one metric in the province.",
  },
  schema,
  example: { metric: "rain_1h", statistic: "max" },
  Body,
});
