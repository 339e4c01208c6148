import { markLayers } from "#components/map/marks.ts";
import { PALETTES } from "#components/map/palette.ts";
import { inBoth, metricOf, pointCard, valueText } from "#components/map/readout.ts";
import type { LayerView, PointColumns } from "#components/map/view.ts";
import { levelOf } from "#lib/metric/metric.ts";
import type { Card, MapLayer, Paint } from "./layer.ts";

const speed = metricOf("traffic_speed");
const flow = metricOf("traffic_flow");
const occupancy = metricOf("traffic_occupancy");

export default {
  id: "traffic",
  title: { vi: "Giao thông: tốc độ dòng xe", en: "Traffic: speed" },
  order: 20,
  needs: { metrics: ["traffic_speed", "traffic_flow", "traffic_occupancy"] },

  legend: () =>
    (occupancy.levels?.items ?? []).map((level) => ({
      mark: "square" as const,
      colors: [level.color],
      label: level.title,
    })),

  build: (view, paint) => {
    const points = view.points("traffic_speed");
    return markLayers(
      {
        id: "traffic/street",
        columns: points,
        key: String(view.points("traffic_occupancy").timeMs[0] ?? 0),
        icon: (i) => (points.doubt[i] ? "square-hollow" : "square"),
        color: (i) => color(view, points, i, paint),
        size: () => 14,
      },
      paint,
    );
  },

  labels: (view, paint) => {
    if (paint.zoom < 9) return [];
    const points = view.points("traffic_speed");
    return Array.from({ length: points.count }, (_, i) => ({
      lonLat: [points.lonLat[i * 2] ?? 0, points.lonLat[i * 2 + 1] ?? 0] as const,
      text: valueText(speed, points.value[i] ?? Number.NaN, paint.language),
      color: color(view, points, i, paint),
      priority: points.doubt[i] ? 0 : 2,
      away: 10,
    }));
  },

  card: (view, { index }) => card(view, index),
} satisfies MapLayer;

/** Streets are judged by how full they are; without that a street has no colour of its own. */
function color(view: LayerView, points: PointColumns, i: number, { theme }: Paint): string {
  const palette = PALETTES[theme];
  if (points.doubt[i]) return palette.stale;
  const full = valueAt(view.points("traffic_occupancy"), points.assetIds[i]);
  const judged = full !== undefined && occupancy.levels ? levelOf(occupancy.levels, full) : undefined;
  return judged?.color ?? palette.neutral;
}

function card(view: LayerView, index: number): Card | undefined {
  const points = view.points("traffic_speed");
  const base = pointCard(speed, points, index);
  const vehicles = valueAt(view.points("traffic_flow"), points.assetIds[index]);
  if (!base || vehicles === undefined) return base;
  return { ...base, note: inBoth((language) => valueText(flow, vehicles, language)) };
}

/** What is so now: an old figure beside a new one says nothing. */
function valueAt(points: PointColumns, assetId: number | undefined): number | undefined {
  const at = assetId === undefined ? -1 : points.assetIds.indexOf(assetId);
  return points.doubt[at] ? undefined : points.value[at];
}
