import type { Layer } from "@deck.gl/core";
import { IconLayer } from "@deck.gl/layers";
import { type Icon, iconAtlas, iconMapping } from "./icons.ts";
import type { Paint } from "./layers/layer.ts";
import { bytes, PALETTES } from "./palette.ts";
import { remember } from "./remember.ts";

/**
 * At a slant the ground and the rain columns would cut marks and numbers in half. One object for all:
 * deck.gl takes another object for a change and draws everything again.
 */
export const ABOVE_ALL = { depthCompare: "always", depthWriteEnabled: false } as const;

export type Marks = {
  /** Starts with the map layer's id and a slash. */
  id: string;
  /** The column set behind the marks: what was built from it is kept as long as it lives. */
  columns: { readonly count: number; readonly lonLat: Float64Array };
  /** Anything beside columns and paint that changes how marks look. */
  key?: string;
  icon(index: number): Icon;
  color(index: number): string;
  /** Height in pixels at scale 1. */
  size(index: number): number;
  /** Degrees clockwise from north. */
  turn?(index: number): number;
};

type Attribute = { value: Float64Array | Float32Array | Uint8Array; size: number };
type Built = {
  data: { length: number; attributes: Record<string, Attribute> };
  rim: { length: number; attributes: Record<string, Attribute> };
  icons: Icon[];
};

/** A mark with a dark rim, so that every colour stands out on every ground. */
export function markLayers(marks: Marks, paint: Paint): Layer[] {
  if (marks.columns.count === 0) return [];
  const key = `${marks.id} ${marks.key ?? ""} ${paint.theme} ${paint.scale}`;
  const { data, rim, icons } = remember(marks.columns, key, () => build(marks, paint));
  const shared = {
    iconAtlas: iconAtlas() as unknown as string,
    iconMapping,
    getIcon: (_: unknown, { index }: { index: number }) => icons[index] ?? "circle",
    sizeUnits: "pixels" as const,
    billboard: true,
    alphaCutoff: 0.02,
    parameters: ABOVE_ALL,
  };
  return [
    new IconLayer({
      ...shared,
      id: `${marks.id}-rim`,
      data: rim as never,
      getColor: bytes(PALETTES[paint.theme].rim, 235),
    }),
    new IconLayer({ ...shared, id: marks.id, data: data as never, pickable: true }),
  ];
}

function build({ columns, icon, color, size, turn }: Marks, { scale, theme }: Paint): Built {
  const { count } = columns;
  const colors = new Uint8Array(count * 4);
  const sizes = new Float32Array(count);
  const rims = new Float32Array(count);
  const angles = new Float32Array(count);
  const icons: Icon[] = [];
  const rimWidth = theme === "sang" ? 2.6 : 4;
  for (let i = 0; i < count; i++) {
    colors.set(bytes(color(i)), i * 4);
    const height = size(i);
    sizes[i] = height * scale;
    rims[i] = (height + rimWidth) * scale;
    // deck.gl turns counter-clockwise.
    angles[i] = -(turn?.(i) ?? 0);
    icons.push(icon(i));
  }
  const place = { value: columns.lonLat, size: 2 };
  const angle = { value: angles, size: 1 };
  return {
    data: {
      length: count,
      attributes: {
        getPosition: place,
        getColor: { value: colors, size: 4 },
        getSize: { value: sizes, size: 1 },
        getAngle: angle,
      },
    },
    rim: {
      length: count,
      attributes: { getPosition: place, getSize: { value: rims, size: 1 }, getAngle: angle },
    },
    icons,
  };
}
