"use client";
import { z } from "zod";
import { LevelBar } from "#components/charts/LevelBar.tsx";
import { useRegister } from "#components/live/hooks.ts";
import type { MetricRow } from "#components/live/rows.ts";
import { useDoubt } from "#components/live/useHeard.ts";
import { useFormat, useName, useText, useWords } from "#components/shell/language.tsx";
import { DoubtMark } from "#components/ui/DoubtMark.tsx";
import { Popover } from "#components/ui/Popover.tsx";
import { SimulatedMark } from "#components/ui/SimulatedMark.tsx";
import { basisOf } from "#lib/figure/model.ts";
import { metricById } from "#lib/metric/catalog.ts";
import style from "./bars.module.css";
import { Frame } from "./Frame.tsx";
import { byThreat, partOf } from "./figures.ts";
import { LevelNote } from "./LevelNote.tsx";
import { limitsOf } from "./limits.ts";
import { Note } from "./Note.tsx";
import { PagedList } from "./PagedList.tsx";
import { definePanel } from "./panel.ts";
import { SourceCard } from "./SourceCard.tsx";
import { useMeasured } from "./useMeasured.ts";

const title = { vi: "So với mức", en: "Against levels" };
const schema = z.strictObject({
  metric: z.string(),
  limit: z.int().min(1).max(40).default(8),
  title: z.strictObject({ vi: z.string(), en: z.string() }).optional(),
});

function Body({ config }: { config: z.output<typeof schema> }) {
  const t = useText();
  const words = useWords();
  const register = useRegister();
  const measured = useMeasured(config.metric);
  const rows = measured?.rows ?? [];
  const metric = metricById(config.metric);
  const order = byThreat(rows, (row) => register?.thresholds(row.asset.id, config.metric)?.levels ?? []);
  // A place above a level is never left out for want of room: the list turns pages.
  const shown = order.filter((row, i) => i < config.limit || row.level);
  const label = words(config.title ?? metric?.title ?? title);
  return (
    <Frame
      label={label}
      title={label}
      basis={measured && basisOf(rows.map(partOf), measured.total)}
      aside={<span className={style.unit}>{metric?.unit}</span>}
    >
      {rows.length === 0 && <Note>{t(register ? "panel.noData" : "panel.loading")}</Note>}
      {shown.length > 0 && (
        <PagedList lines={shown.map((row) => ({ key: row.seriesId, node: <Row row={row} /> }))} />
      )}
    </Frame>
  );
}

function Row({ row }: { row: MetricRow }) {
  const t = useText();
  const format = useFormat();
  const words = useWords();
  const name = useName();
  const register = useRegister();
  const metric = metricById(row.series.metricId);
  const limits = limitsOf(row.series, register, words);
  const doubt = useDoubt(row);
  const colour = row.level ? metric?.levels?.items[row.level]?.color : undefined;
  return (
    <Popover
      label={t("value.about", { name: name(row.asset) })}
      trigger={
        <button type="button" className={style.row} data-doubt={doubt ?? undefined}>
          <span className={style.name}>
            {name(row.asset)}
            {row.source?.simulated && <SimulatedMark />}
          </span>
          <span className={style.level}>
            {doubt ? (
              <DoubtMark doubt={doubt} />
            ) : row.level ? (
              <LevelNote metricId={row.series.metricId} level={row.level} />
            ) : null}
          </span>
          <span className={style.value}>{format.number(row.value, metric?.decimals)}</span>
          <time className={style.time}>{format.clock(row.time)}</time>
          <span className={style.bar}>
            {limits.length > 0 ? (
              <LevelBar value={row.value} limits={limits} colour={colour} faded={doubt !== null} />
            ) : (
              <span className={style.limitless}>{t("bars.limitless")}</span>
            )}
          </span>
        </button>
      }
    >
      <SourceCard row={row} />
    </Popover>
  );
}

export default definePanel({
  id: "bars",
  title,
  about: {
    vi: "Các trạm gần hoặc vượt mức nhất: giá trị trên thước có vạch giới hạn.",
    en: "The stations nearest to or above their levels: the value on a scale with its limits.",
  },
  schema,
  example: { metric: "water_level", limit: 6 },
  Body,
});
