import { markLayers } from "#components/map/marks.ts";
import { PALETTES } from "#components/map/palette.ts";
import { levelAt, metricOf, pointCard } from "#components/map/readout.ts";
import type { PointColumns } from "#components/map/view.ts";
import { formatOf } from "#lib/i18n/format.ts";
import { levelOf } from "#lib/metric/metric.ts";
import type { MapLayer, Paint } from "./layer.ts";

const metric = metricOf("vn_aqi");

export default {
  id: "air-quality",
  title: { vi: "Chất lượng không khí (VN_AQI)", en: "Air quality (VN_AQI)" },
  order: 70,
  needs: { metrics: ["vn_aqi"] },

  legend: () =>
    (metric.levels?.items ?? []).map((level) => ({
      mark: "hexagon" as const,
      colors: [level.color],
      label: level.title,
    })),

  build: (view, paint) => {
    const points = view.points("vn_aqi");
    return markLayers(
      {
        id: "air-quality/station",
        columns: points,
        icon: (i) => (points.doubt[i] ? "hexagon-hollow" : "hexagon"),
        color: (i) => color(points, i, paint),
        size: () => 24,
      },
      paint,
    );
  },

  labels: (view, paint) => {
    const points = view.points("vn_aqi");
    return Array.from({ length: points.count }, (_, i) => ({
      lonLat: [points.lonLat[i * 2] ?? 0, points.lonLat[i * 2 + 1] ?? 0] as const,
      text: `AQI ${formatOf(paint.language).number(points.value[i] ?? Number.NaN)}`,
      color: color(points, i, paint),
      priority: points.doubt[i] ? 1 : 8 + (points.value[i] ?? 0) / 10,
      away: 15,
    }));
  },

  card: (view, { index }) => pointCard(metric, view.points("vn_aqi"), index),
} satisfies MapLayer;

/** The level's legal colour; an index that came without a level is judged by the scale itself. */
function color(points: PointColumns, i: number, { theme }: Paint): string {
  if (points.doubt[i]) return PALETTES[theme].stale;
  const judged = levelAt(metric, points, i);
  const byValue = metric.levels ? levelOf(metric.levels, points.value[i] ?? Number.NaN) : undefined;
  return (judged ?? byValue)?.color ?? PALETTES[theme].neutral;
}
