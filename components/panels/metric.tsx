"use client";
import { z } from "zod";
import { useFormat, useName, useText, useWords } from "#components/shell/language.tsx";
import { DoubtMark } from "#components/ui/DoubtMark.tsx";
import { metricById } from "#lib/metric/catalog.ts";
import { doubtOf } from "#lib/reading/model.ts";
import { figureOf, type MetricFigure } from "./figures.ts";
import { LevelNote } from "./LevelNote.tsx";
import { definePanel } from "./panel.ts";
import { SourceCard } from "./SourceCard.tsx";
import { Tile } from "./Tile.tsx";
import { useMeasured } from "./useMeasured.ts";

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
  const metric = metricById(config.metric);
  const measured = useMeasured(config.metric, { assets: config.assets });
  const figure = measured && figureOf(measured.rows, measured.total, config.statistic);
  const row = figure?.row;
  const label = metric ? `${words(metric.title)}, ${statistic(figure)}` : config.metric;
  const level = row && <LevelNote metricId={config.metric} level={row.level} />;
  const doubt = row && doubtOf(row);
  return (
    <Tile
      label={config.title ? words(config.title) : label}
      figure={figure}
      write={(value) => format.number(value, metric?.decimals)}
      unit={metric?.unit}
      where={
        row && (
          <>
            {name(row.asset)} {doubt && <DoubtMark doubt={doubt} />}
          </>
        )
      }
      note={row?.level ? level : undefined}
      // That the highest is on the normal step says that all are; of the lowest it says nothing about the others.
      clear={config.statistic === "max" && row?.level === 0 && level}
      about={row && <SourceCard row={row} />}
    />
  );

  function statistic(of: MetricFigure | undefined): string {
    if (config.statistic === "max") return t("kpi.max");
    if (config.statistic === "min") return t("kpi.min");
    return t(`kpi.${config.statistic}`, { count: of?.known || (of?.total ?? 0) });
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
