import type { Layer } from "@deck.gl/core";
import { ColumnLayer } from "@deck.gl/layers";
import { markLayers } from "#components/map/marks.ts";
import { bytes, PALETTES } from "#components/map/palette.ts";
import { metresPerPixel, rainColor } from "#components/map/rain.ts";
import { metricOf, pointCard, valueText } from "#components/map/readout.ts";
import { remember } from "#components/map/remember.ts";
import type { PointColumns } from "#components/map/view.ts";
import type { MapLayer, Paint } from "./layer.ts";

const metric = metricOf("rain_1h");
/** Height of a column for one millimetre, in pixels of a 1080-line map. */
const PIXELS_PER_MM = 1.6;
/** A dry gauge is still a gauge: a low disc. */
const LOWEST_MM = 0.6;
const MATERIAL = {
  ambient: 0.75,
  diffuse: 0.4,
  shininess: 8,
  specularColor: [30, 30, 30] as [number, number, number],
};
/** Numbers from this amount on; nearer, from the smaller one. */
const LABEL_FROM_MM = { far: 15, near: 2 } as const;
const NEAR_ZOOM = 9;

export default {
  id: "rain-columns",
  title: { vi: "Mưa 1 giờ: trạm đo", en: "Rain in 1 h: gauges" },
  order: 80,
  needs: { metrics: ["rain_1h"] },

  legend: (paint) => [
    {
      mark: paint.slanted ? "column" : "circle",
      colors: [PALETTES[paint.theme].rain[2]],
      label: paint.slanted
        ? { vi: "Trạm đo mưa, cao theo lượng mưa", en: "Rain gauge, as high as the rain" }
        : { vi: "Trạm đo mưa, to theo lượng mưa", en: "Rain gauge, as large as the rain" },
    },
  ],

  build: (view, paint) => {
    const points = view.points("rain_1h");
    if (points.count === 0) return [];
    return paint.slanted ? [columnLayer(points, paint)] : discs(points, paint);
  },

  labels: (view, paint) => {
    const points = view.points("rain_1h");
    const from = paint.zoom >= NEAR_ZOOM ? LABEL_FROM_MM.near : LABEL_FROM_MM.far;
    return Array.from({ length: points.count }, (_, i) => i)
      .filter((i) => (points.value[i] ?? 0) >= from)
      .map((i) => ({
        lonLat: [points.lonLat[i * 2] ?? 0, points.lonLat[i * 2 + 1] ?? 0] as const,
        text: valueText(metric, points.value[i] ?? 0, paint.language),
        color: color(points, i, paint),
        priority: points.doubt[i] ? 0 : 3 + (points.value[i] ?? 0) / 8,
        away: paint.slanted ? 6 : discSize(points.value[i] ?? 0) / 2 + 1,
      }));
  },

  card: (view, { index }) => pointCard(metric, view.points("rain_1h"), index),
} satisfies MapLayer;

function columnLayer(points: PointColumns, paint: Paint): Layer {
  return new ColumnLayer({
    id: "rain-columns/gauge",
    data: remember(points, `rain-columns ${paint.theme}`, () => columns(points, paint)) as never,
    diskResolution: 16,
    radius: 4.5 * paint.scale,
    radiusUnits: "pixels",
    extruded: true,
    elevationScale: metresPerPixel(paint.zoom) * PIXELS_PER_MM,
    material: MATERIAL,
    pickable: true,
  });
}

/** Seen from straight above a column shows nothing but its foot: the amount becomes the disc's size. */
function discs(points: PointColumns, paint: Paint): Layer[] {
  return markLayers(
    {
      id: "rain-columns/gauge",
      columns: points,
      icon: (i) => (points.doubt[i] ? "circle-hollow" : "circle"),
      color: (i) => color(points, i, paint),
      size: (i) => discSize(points.value[i] ?? 0),
    },
    paint,
  );
}

/** Area grows with the amount. */
function discSize(mm: number): number {
  return 8 + Math.sqrt(Math.max(0, mm)) * 1.7;
}

function columns(points: PointColumns, paint: Paint): object {
  const elevation = new Float32Array(points.count);
  const colors = new Uint8Array(points.count * 4);
  for (let i = 0; i < points.count; i++) {
    elevation[i] = Math.max(LOWEST_MM, points.value[i] ?? 0);
    colors.set(bytes(color(points, i, paint), points.doubt[i] ? 130 : 235), i * 4);
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
  return points.doubt[i] ? PALETTES[paint.theme].stale : rainColor(points.value[i] ?? 0, paint);
}
