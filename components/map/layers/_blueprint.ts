/**
 * Copy this file to add a layer, then add its line to index.ts. Forms, legends and contract tests follow.
 * A layer is given columns and gives deck.gl layers: it fetches nothing and remembers nothing of its own.
 */
import { markLayers } from "#components/map/marks.ts";
import { PALETTES } from "#components/map/palette.ts";
import { metricOf, pointCard, valueText } from "#components/map/readout.ts";
import type { MapLayer } from "./layer.ts";

// The metric brings title, unit, decimals and, if the law knows them, levels with their colours.
const metric = metricOf("temperature");

export default {
  id: "temperature",
  title: { vi: "Nhiệt độ không khí", en: "Air temperature" },
  // Higher ones lie on top; what alarms people lies highest.
  order: 65,
  // The live store subscribes to what visible layers need, and to nothing else.
  needs: { metrics: ["temperature"] },

  // Every shape and colour that build() can draw, in words.
  legend: ({ theme }) => [{ mark: "circle", colors: [PALETTES[theme].neutral], label: metric.title }],

  build: (view, paint) => {
    const points = view.points("temperature");
    const palette = PALETTES[paint.theme];
    return markLayers(
      {
        id: "temperature/station",
        columns: points,
        // Old values keep their place and lose colour and body.
        icon: (i) => (points.doubt[i] ? "circle-hollow" : "circle"),
        color: (i) => (points.doubt[i] ? palette.stale : palette.neutral),
        size: () => 16,
      },
      paint,
    );
  },

  // A number beside each mark, so that colour is never the only sign.
  labels: (view, paint) => {
    const points = view.points("temperature");
    return Array.from({ length: points.count }, (_, i) => ({
      lonLat: [points.lonLat[i * 2] ?? 0, points.lonLat[i * 2 + 1] ?? 0] as const,
      text: valueText(metric, points.value[i] ?? Number.NaN, paint.language),
      color: PALETTES[paint.theme].neutral,
      priority: 1,
      away: 10,
    }));
  },

  card: (view, { index }) => pointCard(metric, view.points("temperature"), index),
} satisfies MapLayer;
