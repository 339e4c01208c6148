"use client";
import { z } from "zod";
import { useFormat, useText, useWords } from "#components/shell/language.tsx";
import { metricById } from "#lib/metric/catalog.ts";
import { aboveNormal, countLevels } from "./figures.ts";
import { LevelCounts } from "./LevelCounts.tsx";
import { definePanel } from "./panel.ts";
import { Tile } from "./Tile.tsx";
import { useMeasured } from "./useMeasured.ts";

const title = { vi: "Trạm vượt mức", en: "Stations above a level" };
const schema = z.strictObject({
  metric: z.string(),
  title: z.strictObject({ vi: z.string(), en: z.string() }).optional(),
});

function Body({ config }: { config: z.output<typeof schema> }) {
  const t = useText();
  const format = useFormat();
  const words = useWords();
  const metric = metricById(config.metric);
  const measured = useMeasured(config.metric, { judged: true });
  const figure = measured && aboveNormal(measured.rows, measured.total);
  const counts = countLevels(measured?.rows ?? []);
  return (
    <Tile
      label={words(config.title ?? metric?.title ?? title)}
      figure={figure}
      write={format.number}
      unit={`/ ${format.number(figure?.total ?? 0)} ${t("kpi.stations")}`}
      clear={figure?.now === 0 && t("kpi.noneAbove")}
      note={counts.length > 0 && <LevelCounts metricId={config.metric} counts={counts} />}
    />
  );
}

export default definePanel({
  id: "levels",
  title,
  about: {
    vi: "Bao nhiêu trạm đang trên từng mức của chỉ số, trong bao nhiêu trạm có số liệu mới.",
    en: "How many stations stand on each level of a metric, of how many that are known.",
  },
  schema,
  example: { metric: "water_level" },
  Body,
});
