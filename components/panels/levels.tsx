"use client";
import { z } from "zod";
import { useMetricRows } from "#components/live/hooks.ts";
import { useFormat, useText, useWords } from "#components/shell/language.tsx";
import { metricById } from "#lib/metric/catalog.ts";
import { countLevels } from "./figures.ts";
import { LevelCounts } from "./LevelCounts.tsx";
import { definePanel } from "./panel.ts";
import { Tile } from "./Tile.tsx";

const title = { vi: "Trạm vượt mức", en: "Stations above a level" };
const schema = z.strictObject({
  metric: z.string(),
  title: z.strictObject({ vi: z.string(), en: z.string() }).optional(),
});

function Body({ config }: { config: z.output<typeof schema> }) {
  const t = useText();
  const format = useFormat();
  const words = useWords();
  const rows = useMetricRows(config.metric);
  const metric = metricById(config.metric);
  const judged = rows.filter((row) => row.level !== undefined);
  const counts = countLevels(rows);
  const above = counts.reduce((sum, { count }) => sum + count, 0);
  const old = judged.filter((row) => row.stale).length;
  return (
    <Tile
      label={words(config.title ?? metric?.title ?? title)}
      figure={judged.length > 0 ? format.number(above) : undefined}
      unit={`/ ${format.number(judged.length)} ${t("kpi.stations")}`}
      where={above === 0 && judged.length > 0 ? t("kpi.noneAbove") : undefined}
      note={<LevelCounts metricId={config.metric} counts={counts} />}
      time={rows.reduce<number | undefined>((newest, row) => Math.max(newest ?? 0, row.time), undefined)}
      stale={judged.length > 0 && old === judged.length}
      about={old > 0 ? t("kpi.staleCount", { count: old }) : undefined}
    />
  );
}

export default definePanel({
  id: "levels",
  title,
  about: {
    vi: "Bao nhiêu trạm đang trên từng mức của chỉ số.",
    en: "How many stations stand on each level of a metric.",
  },
  schema,
  example: { metric: "water_level" },
  Body,
});
