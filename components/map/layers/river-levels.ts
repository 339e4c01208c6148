import type { Icon } from "#components/map/icons.ts";
import { markLayers } from "#components/map/marks.ts";
import { PALETTES } from "#components/map/palette.ts";
import { levelAt, metricOf, pointCard, valueText } from "#components/map/readout.ts";
import type { PointColumns } from "#components/map/view.ts";
import type { Label, MapLayer, Paint } from "./layer.ts";

const metric = metricOf("water_level");
/** The shape says the alarm level as well as the colour does. */
const SHAPES = ["circle", "diamond", "triangle", "square"] as const;
const SIZES = [17, 23, 27, 30] as const;
const SHORT = ["", "BĐ I", "BĐ II", "BĐ III"] as const;

export default {
  id: "river-levels",
  title: { vi: "Mực nước sông theo báo động", en: "River levels by flood alarm" },
  order: 90,
  needs: { metrics: ["water_level"] },

  legend: () =>
    (metric.levels?.items ?? []).map((level, i) => ({
      mark: SHAPES[i] ?? "circle",
      colors: [level.color],
      label: level.title,
    })),

  build: (view, paint) => {
    const points = view.points("water_level");
    return markLayers(
      {
        id: "river-levels/gauge",
        columns: points,
        icon: (i) => shape(points, i),
        color: (i) => color(points, i, paint),
        size: (i) => SIZES[points.level[i] ?? 0] ?? SIZES[0],
      },
      paint,
    );
  },

  labels: (view, paint) => {
    const points = view.points("water_level");
    return Array.from({ length: points.count }, (_, i) => label(points, i, paint));
  },

  card: (view, { index }) => pointCard(metric, view.points("water_level"), index),
} satisfies MapLayer;

function shape(points: PointColumns, i: number): Icon {
  const known = SHAPES[points.level[i] ?? 0] ?? "circle";
  return points.doubt[i] ? `${known}-hollow` : known;
}

function color(points: PointColumns, i: number, { theme }: Paint): string {
  const palette = PALETTES[theme];
  if (points.doubt[i]) return palette.stale;
  return levelAt(metric, points, i)?.color ?? palette.neutral;
}

function label(points: PointColumns, i: number, paint: Paint): Label {
  const level = points.level[i] ?? 0;
  const alarm = SHORT[level] ?? "";
  const value = valueText(metric, points.value[i] ?? Number.NaN, paint.language);
  return {
    lonLat: [points.lonLat[i * 2] ?? 0, points.lonLat[i * 2 + 1] ?? 0],
    text: alarm && !points.doubt[i] ? `${value} · ${alarm}` : value,
    color: color(points, i, paint),
    priority: points.doubt[i] ? 1 : 10 + (SHORT[level] ? level * 20 : 0),
    away: (SIZES[level] ?? SIZES[0]) / 2 + 3,
  };
}
