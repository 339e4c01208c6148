import { ColumnLayer } from "@deck.gl/layers";
import { bytes, PALETTES } from "#components/map/palette.ts";
import { metresPerPixel, rainColor } from "#components/map/rain.ts";
import { metricOf, pointCard, valueText } from "#components/map/readout.ts";
import { remember } from "#components/map/remember.ts";
import type { PointColumns } from "#components/map/view.ts";
import type { MapLayer, Paint } from "./layer.ts";

const metric = metricOf("rain_1h");
/** Height of a column for one millimetre, in pixels of a 1080-line map seen at a slant. */
const PIXELS_PER_MM = 2.4;
/** A dry gauge is still a gauge: a low disc. */
const LOWEST_MM = 0.6;

export default {
  id: "rain-columns",
  title: { vi: "Mưa 1 giờ: trạm đo", en: "Rain in 1 h: gauges" },
  order: 80,
  needs: { metrics: ["rain_1h"] },

  legend: (paint) => [
    {
      mark: "column",
      colors: [PALETTES[paint.theme].rain[3]],
      label: { vi: "Trạm đo mưa, cao theo lượng mưa", en: "Rain gauge, as high as the rain" },
    },
  ],

  build: (view, paint) => {
    const points = view.points("rain_1h");
    if (points.count === 0) return [];
    const data = remember(points, `rain-columns ${paint.theme}`, () => columns(points, paint));
    return [
      new ColumnLayer({
        id: "rain-columns/gauge",
        data: data as never,
        diskResolution: 16,
        radius: 4.5 * paint.scale,
        radiusUnits: "pixels",
        extruded: true,
        elevationScale: metresPerPixel(paint.zoom) * PIXELS_PER_MM,
        material: { ambient: 0.75, diffuse: 0.4, shininess: 8, specularColor: [30, 30, 30] },
        pickable: true,
      }),
    ];
  },

  labels: (view, paint) => {
    const points = view.points("rain_1h");
    return Array.from({ length: points.count }, (_, i) => i)
      .filter((i) => (points.value[i] ?? 0) >= 1)
      .map((i) => ({
        lonLat: [points.lonLat[i * 2] ?? 0, points.lonLat[i * 2 + 1] ?? 0] as const,
        text: valueText(metric, points.value[i] ?? 0, paint.language),
        color: color(points, i, paint),
        priority: points.stale[i] ? 0 : 3 + (points.value[i] ?? 0) / 5,
        away: 8,
      }));
  },

  card: (view, { index }) => pointCard(metric, view.points("rain_1h"), index),
} satisfies MapLayer;

function columns(points: PointColumns, paint: Paint): object {
  const elevation = new Float32Array(points.count);
  const colors = new Uint8Array(points.count * 4);
  for (let i = 0; i < points.count; i++) {
    elevation[i] = Math.max(LOWEST_MM, points.value[i] ?? 0);
    colors.set(bytes(color(points, i, paint), points.stale[i] ? 130 : 235), i * 4);
  }
  return {
    length: points.count,
    attributes: {
      getPosition: { value: points.lonLat, size: 2 },
      getElevation: { value: elevation, size: 1 },
      getFillColor: { value: colors, size: 4 },
    },
  };
}

function color(points: PointColumns, i: number, paint: Paint): string {
  return points.stale[i] ? PALETTES[paint.theme].stale : rainColor(points.value[i] ?? 0, paint);
}
