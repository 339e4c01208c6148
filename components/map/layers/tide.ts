import { markLayers } from "#components/map/marks.ts";
import { PALETTES } from "#components/map/palette.ts";
import { metricOf, pointCard, valueText } from "#components/map/readout.ts";
import type { MapLayer } from "./layer.ts";

const metric = metricOf("tide_level");

export default {
  id: "tide",
  title: { vi: "Mực nước triều", en: "Tide level" },
  order: 50,
  needs: { metrics: ["tide_level"] },

  legend: (paint) => [
    {
      mark: "pin",
      colors: [PALETTES[paint.theme].neutral],
      label: { vi: "Trạm hải văn", en: "Tide gauge" },
    },
  ],

  build: (view, paint) => {
    const points = view.points("tide_level");
    const palette = PALETTES[paint.theme];
    return markLayers(
      {
        id: "tide/gauge",
        columns: points,
        icon: (i) => (points.doubt[i] ? "pin-hollow" : "pin"),
        color: (i) => (points.doubt[i] ? palette.stale : palette.neutral),
        size: () => 22,
      },
      paint,
    );
  },

  labels: (view, paint) => {
    const points = view.points("tide_level");
    const palette = PALETTES[paint.theme];
    return Array.from({ length: points.count }, (_, i) => ({
      lonLat: [points.lonLat[i * 2] ?? 0, points.lonLat[i * 2 + 1] ?? 0] as const,
      text: valueText(metric, points.value[i] ?? Number.NaN, paint.language),
      color: points.doubt[i] ? palette.stale : palette.neutral,
      priority: 6,
      away: 14,
    }));
  },

  card: (view, { index }) => pointCard(metric, view.points("tide_level"), index),
} satisfies MapLayer;
