import type { Layer } from "@deck.gl/core";
import { TextLayer } from "@deck.gl/layers";
import { declutter, type GroundName, LABEL_SIZE, type Placed } from "./declutter.ts";
import type { MapLayer, Paint } from "./layers/layer.ts";
import { ABOVE_ALL } from "./marks.ts";
import { bytes, darker, PALETTES } from "./palette.ts";
import type { LayerView } from "./view.ts";

export const FONT_FAMILY = "Be Vietnam Pro";

/** The labels of all layers that there is room for. */
export function placedLabels(
  layers: readonly MapLayer[],
  view: LayerView,
  { paint, names }: { paint: Paint; names: readonly GroundName[] },
): Placed[] {
  const labels = layers.flatMap((layer) => layer.labels?.(view, paint) ?? []);
  return declutter(labels, { zoom: paint.zoom, size: paint.scale / paint.stretch, names });
}

/** Numbers beside objects, none over another. */
export function labelLayers(labels: readonly Placed[], paint: Paint): Layer[] {
  if (labels.length === 0) return [];
  const palette = PALETTES[paint.theme];
  const { scale } = paint;
  return [
    new TextLayer<Placed>({
      id: "labels/value",
      data: labels,
      getPosition: (label) => [...label.lonLat] as [number, number],
      getText: (label) => label.text,
      getPixelOffset: (label) => offset(label, scale),
      getSize: LABEL_SIZE * scale,
      getColor: bytes(palette.ink),
      getTextAnchor: ({ side }) => ANCHORS[side],
      getAlignmentBaseline: "center",
      background: true,
      getBackgroundColor: bytes(palette.inkGround, 225),
      backgroundPadding: [5 * scale, 2 * scale, 5 * scale, 3 * scale],
      backgroundBorderRadius: 4 * scale,
      getBorderColor: (label) => bytes(paint.theme === "sang" ? darker(label.color) : label.color, 220),
      getBorderWidth: 1.1 * scale,
      fontFamily: FONT_FAMILY,
      fontWeight: 600,
      characterSet: "auto",
      fontSettings: { fontSize: 64, buffer: 6, sdf: false },
      parameters: ABOVE_ALL,
      updateTriggers: { getPixelOffset: scale, getBorderColor: paint.theme },
    }),
  ];
}

const ANCHORS = { right: "start", left: "end", above: "middle", below: "middle" } as const;

/** From the mark's middle to the text's anchor; the padding of the ground behind the text lies between. */
function offset({ side, away }: Placed, scale: number): [number, number] {
  if (side === "right") return [(away + 7) * scale, 0];
  if (side === "left") return [-(away + 7) * scale, 0];
  const down = (away + 2 + LABEL_SIZE * 0.75) * scale;
  return [0, side === "below" ? down : -down];
}

/** The earlier list when nothing in it changed, so that the text is not laid out again. */
export function steady(earlier: readonly Placed[], next: Placed[]): readonly Placed[] {
  const same =
    earlier.length === next.length &&
    next.every((label, i) => {
      const old = earlier[i];
      return (
        old?.text === label.text &&
        old.side === label.side &&
        old.color === label.color &&
        old.lonLat[0] === label.lonLat[0] &&
        old.lonLat[1] === label.lonLat[1]
      );
    });
  return same ? earlier : next;
}
