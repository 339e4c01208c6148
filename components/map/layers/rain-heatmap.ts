import { bytes, PALETTES } from "#components/map/palette.ts";
import { metresPerPixel, RAIN_TOP } from "#components/map/rain.ts";
import { RainFieldLayer } from "#components/map/rain-field.ts";
import { remember } from "#components/map/remember.ts";
import type { PointColumns } from "#components/map/view.ts";
import type { MapLayer, Paint } from "./layer.ts";

/** Millimetres; below the first the area fades out. */
const COLOR_DOMAIN: [number, number] = [3, RAIN_TOP];
/** How far a gauge speaks for its surroundings. */
const REACH_METRES = 36_000;

export default {
  id: "rain-heatmap",
  title: { vi: "Mưa 1 giờ: vùng mưa", en: "Rain in 1 h: area" },
  order: 0,
  needs: { metrics: ["rain_1h"] },

  legend: (paint) => [
    {
      mark: "ramp",
      colors: PALETTES[paint.theme].rain,
      label: { vi: "Lượng mưa 1 giờ", en: "Rain in 1 h" },
      range: ["0 mm", `≥ ${RAIN_TOP} mm`],
    },
  ],

  build: (view, paint) => {
    const points = view.points("rain_1h");
    const fresh = remember(points, "rain-heatmap", () => freshGauges(points));
    if (!fresh.wet) return [];
    return [
      new RainFieldLayer({
        id: "rain-heatmap/area",
        data: fresh.data as never,
        // The mean of the gauges around, in millimetres: colours mean amounts, whatever the zoom.
        aggregation: "MEAN",
        colorDomain: COLOR_DOMAIN,
        colorRange: colorRange(paint),
        radiusPixels: radius(paint),
        opacity: 0.42,
        weightsTextureSize: 1024,
        debounceTimeout: 200,
      }),
    ];
  },
} satisfies MapLayer;

type Gauges = { wet: boolean; data: { length: number; attributes: object } };

/** Dry gauges stay in: they are what bounds a rain area. Stale ones say nothing about now. */
function freshGauges(points: PointColumns): Gauges {
  const kept: number[] = [];
  for (let i = 0; i < points.count; i++) if (!points.doubt[i]) kept.push(i);
  const position = new Float64Array(kept.length * 2);
  const weight = new Float32Array(kept.length);
  kept.forEach((from, to) => {
    position[to * 2] = points.lonLat[from * 2] ?? 0;
    position[to * 2 + 1] = points.lonLat[from * 2 + 1] ?? 0;
    weight[to] = points.value[from] ?? 0;
  });
  return {
    wet: weight.some((mm) => mm > 0),
    data: {
      length: kept.length,
      attributes: { getPosition: { value: position, size: 2 }, getWeight: { value: weight, size: 1 } },
    },
  };
}

const ranges = new Map<string, [number, number, number, number][]>();

function colorRange({ theme }: Paint): [number, number, number, number][] {
  let range = ranges.get(theme);
  if (!range) {
    range = PALETTES[theme].rain.map((color) => bytes(color));
    ranges.set(theme, range);
  }
  return range;
}

function radius({ zoom, stretch }: Paint): number {
  const pixels = REACH_METRES / metresPerPixel(zoom);
  return Math.min(400, Math.max(12, pixels)) * stretch;
}
