import type { Layer } from "@deck.gl/core";
import { TextLayer } from "@deck.gl/layers";
import type { Label, MapLayer, Paint } from "./layers/layer.ts";
import { bytes, PALETTES } from "./palette.ts";
import type { LayerView } from "./view.ts";

export const FONT_FAMILY = "Be Vietnam Pro";
const SIZE = 14.5;
/** Mean width of a digit or letter of this font, in parts of its size; measured 0.56–0.6. */
const LETTER = 0.6;
const LINE = 1.5;

/** Numbers beside objects: the most important first, none over another. */
export function labelLayers(layers: readonly MapLayer[], view: LayerView, paint: Paint): Layer[] {
  const labels = layers.flatMap((layer) => layer.labels?.(view, paint) ?? []);
  const kept = declutter(labels, paint.zoom);
  if (kept.length === 0) return [];
  const palette = PALETTES[paint.theme];
  const { scale } = paint;
  return [
    new TextLayer<Label>({
      id: "labels/value",
      data: kept,
      getPosition: (label) => [...label.lonLat] as [number, number],
      getText: (label) => label.text,
      getPixelOffset: (label) => [(label.away + 4) * scale, 0],
      getSize: SIZE * scale,
      getColor: bytes(palette.ink),
      getTextAnchor: "start",
      getAlignmentBaseline: "center",
      background: true,
      getBackgroundColor: bytes(palette.inkGround, 205),
      backgroundPadding: [5 * scale, 2 * scale, 5 * scale, 3 * scale],
      backgroundBorderRadius: 4 * scale,
      getBorderColor: (label) => bytes(label.color, 220),
      getBorderWidth: 1.1 * scale,
      fontFamily: FONT_FAMILY,
      fontWeight: 600,
      characterSet: "auto",
      fontSettings: { fontSize: 64, buffer: 6, sdf: false },
      updateTriggers: { getPixelOffset: scale, getBorderColor: paint.theme },
    }),
  ];
}

/** Works in the pixels of a 1080-line map, so that every screen of a room shows the same labels. */
export function declutter(labels: readonly Label[], zoom: number): Label[] {
  const world = 512 * 2 ** zoom;
  const kept: Label[] = [];
  const rows = new Map<number, [from: number, to: number, y: number][]>();
  const height = SIZE * LINE;
  for (const label of labels.toSorted((a, b) => b.priority - a.priority)) {
    const x = ((label.lonLat[0] + 180) / 360) * world + label.away;
    const y = mercator(label.lonLat[1]) * world;
    const to = x + label.text.length * SIZE * LETTER + 14;
    const row = Math.floor(y / height);
    const near = [row - 1, row, row + 1].flatMap((each) => rows.get(each) ?? []);
    if (near.some(([from, end, middle]) => x < end && to > from && Math.abs(middle - y) < height)) continue;
    kept.push(label);
    const here = rows.get(row);
    if (here) here.push([x, to, y]);
    else rows.set(row, [[x, to, y]]);
  }
  return kept;
}

function mercator(lat: number): number {
  const radians = (lat * Math.PI) / 180;
  return (1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2;
}
