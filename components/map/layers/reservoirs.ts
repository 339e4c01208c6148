import type { Icon } from "#components/map/icons.ts";
import { markLayers } from "#components/map/marks.ts";
import { PALETTES } from "#components/map/palette.ts";
import { inBoth, levelAt, metricOf, pointCard, valueText } from "#components/map/readout.ts";
import type { LayerView, PointColumns } from "#components/map/view.ts";
import type { Level } from "#lib/metric/metric.ts";
import type { Card, MapLayer, Paint } from "./layer.ts";

const share = metricOf("reservoir_volume_pct");
const level = metricOf("reservoir_level");

export default {
  id: "reservoirs",
  title: { vi: "Hồ chứa: dung tích", en: "Reservoirs: storage" },
  order: 60,
  needs: { metrics: ["reservoir_volume_pct", "reservoir_level"] },

  legend: (paint) => [
    {
      mark: "tank",
      colors: [PALETTES[paint.theme].neutral],
      label: { vi: "Phần trăm dung tích thiết kế", en: "Share of design storage" },
    },
    ...(level.levels?.items ?? []).slice(1).map((each) => ({
      mark: "tank" as const,
      colors: [each.color],
      label: each.title,
    })),
  ],

  build: (view, paint) => {
    const points = view.points("reservoir_volume_pct");
    const levels = view.points("reservoir_level");
    return markLayers(
      {
        id: "reservoirs/tank",
        columns: points,
        key: String(levels.timeMs[0] ?? 0),
        // Empty and grey as every old mark is hollow and grey; its number stands beside it.
        icon: (i) => (points.doubt[i] ? "tank-hollow" : tank(points.value[i] ?? 0)),
        color: (i) => color(view, points, i, paint),
        size: () => 26,
      },
      paint,
    );
  },

  labels: (view, paint) => {
    const points = view.points("reservoir_volume_pct");
    return Array.from({ length: points.count }, (_, i) => ({
      lonLat: [points.lonLat[i * 2] ?? 0, points.lonLat[i * 2 + 1] ?? 0] as const,
      text: valueText({ ...share, decimals: 0 }, points.value[i] ?? Number.NaN, paint.language),
      color: color(view, points, i, paint),
      priority: priority(view, points, i),
      away: 16,
    }));
  },

  card: (view, { index }) => card(view, index),
} satisfies MapLayer;

function tank(percent: number): Icon {
  const tenths = Math.round(Math.min(100, Math.max(0, percent)) / 10);
  return `tank-${tenths}` as Icon;
}

/** Above its limits a reservoir counts as an alarm. */
function priority(view: LayerView, points: PointColumns, i: number): number {
  if (points.doubt[i]) return 1;
  const above = judgedLevel(view, points, i) ? 25 : 0;
  return 9 + (points.value[i] ?? 0) / 10 + above;
}

/** The share has no legal levels; the lake's own level, by its monthly limits, has. */
function color(view: LayerView, points: PointColumns, i: number, { theme }: Paint): string {
  const palette = PALETTES[theme];
  if (points.doubt[i]) return palette.stale;
  return judgedLevel(view, points, i)?.color ?? palette.neutral;
}

function judgedLevel(view: LayerView, points: PointColumns, i: number): Level | undefined {
  const levels = view.points("reservoir_level");
  const at = indexOf(levels, points.assetIds[i]);
  // On which level an old height stood says nothing of now.
  const judged = levels.doubt[at] ? undefined : levelAt(level, levels, at);
  return judged === level.levels?.items[0] ? undefined : judged;
}

function card(view: LayerView, index: number): Card | undefined {
  const points = view.points("reservoir_volume_pct");
  const base = pointCard(share, points, index);
  const levels = view.points("reservoir_level");
  const at = indexOf(levels, points.assetIds[index]);
  const height = levels.value[at];
  if (!base || height === undefined) return base;
  const name = levels.doubt[at] ? undefined : levelAt(level, levels, at)?.title;
  return {
    ...base,
    note: inBoth((language) =>
      [valueText(level, height, language), name?.[language]].filter(Boolean).join(" · "),
    ),
  };
}

function indexOf(points: PointColumns, assetId: number | undefined): number {
  return assetId === undefined ? -1 : points.assetIds.indexOf(assetId);
}
