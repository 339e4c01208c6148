import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";
import type { Language } from "#lib/i18n/model.ts";
import type { Palette } from "./palette.ts";
import { GROUND_SOURCE } from "./style-ground.ts";

export type Names = {
  palette: Palette;
  language: Language;
  own: string | undefined;
  scale: number;
  /** Zoom levels that a screen of more lines is ahead: labels appear by what they cover, not by zoom. */
  lift: number;
};

export const NAMES_SOURCE = "names";
export const MEDIUM = ["Be Vietnam Pro Medium"];
/**
 * Bold, not semibold: MapLibre 6.17 sinks a glyph whose top is 55/48 of the font size (its `top` of 0 is
 * taken for missing). In 500 and 600 that hits Ẫ Ễ Ồ Ố, in 700 none; names in capitals are set in this.
 */
export const BOLD = ["Be Vietnam Pro Bold"];

/**
 * First zoom by rank, 1 first, on a map of 1080 lines. One style layer a rank: a filter sees only the
 * whole zoom of its tile, a layer's minzoom the real one. The last in the list wins a place.
 */
const TOWN_ZOOM = [4.6, 6.4, 7.6, 8.2, 9.6] as const;
const ISLAND_ZOOM = [6, 7.6, 9] as const;
const WATER_ZOOM = [4.6, 7.6, 9] as const;

/** Layers of the towns that a reader looks for first; numbers keep off their names. */
export const SEAT_LAYERS = ["name-town-1", "name-town-2"];
export const SEAT_SIZE = 15;

export function nameLayers(names: Names): LayerSpecification[] {
  return [
    country(names),
    ...ranked(WATER_ZOOM, (rank, from) => water(names, rank, from)),
    province(names),
    ...ranked(ISLAND_ZOOM, (rank, from) => island(names, rank, from)),
    ...ranked(TOWN_ZOOM, (rank, from) => townDot(names, rank, from)),
    ...ranked(TOWN_ZOOM, (rank, from) => town(names, rank, from)),
  ];
}

function ranked(
  zooms: readonly number[],
  make: (rank: number, from: number) => LayerSpecification,
): LayerSpecification[] {
  return zooms.map((from, i) => make(i + 1, from)).toReversed();
}

/** Labels without a rank count as the least. */
function kindAndRank(kind: string, rank: number): FilterSpecification {
  return [
    "all",
    ["==", ["get", "k"], kind],
    ["==", ["coalesce", ["get", "rank"], kind === "town" ? 5 : 3], rank],
  ];
}

/** Along the river's line; the name is in the tiles, beside the geometry. */
export function riverNameLayer(sourceLayer: string, { palette, scale, lift }: Names): LayerSpecification {
  return {
    id: "name-river",
    type: "symbol",
    source: GROUND_SOURCE,
    "source-layer": sourceLayer,
    minzoom: 7.6 + lift,
    filter: ["has", "name"],
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": 420 * scale,
      "text-field": ["get", "name"],
      "text-font": MEDIUM,
      "text-size": 11.5 * scale,
      "text-letter-spacing": 0.06,
      "text-max-angle": 38,
      "text-offset": [0, -0.75],
      "text-padding": 6 * scale,
    },
    paint: halo(palette.textRiver, palette.halo, scale),
  };
}

function country({ palette, language, scale, lift }: Names): LayerSpecification {
  return {
    id: "name-country",
    type: "symbol",
    source: NAMES_SOURCE,
    filter: ["==", ["get", "k"], "country"],
    maxzoom: 8.5 + lift,
    layout: {
      "text-field": language === "vi" ? ["get", "name"] : ["coalesce", ["get", "en"], ["get", "name"]],
      "text-font": MEDIUM,
      "text-size": 14 * scale,
      "text-letter-spacing": 0.28,
    },
    paint: { ...halo(palette.textQuiet, palette.foreign, scale), "text-opacity": 0.7 },
  };
}

function water({ palette, scale, lift }: Names, rank: number, from: number): LayerSpecification {
  const big = rank === 1;
  return {
    id: `name-water-${rank}`,
    type: "symbol",
    source: NAMES_SOURCE,
    filter: kindAndRank("water", rank),
    minzoom: from + lift,
    layout: {
      "text-field": ["get", "name"],
      "text-font": MEDIUM,
      "text-size": (big ? 13 : 11) * scale,
      "text-letter-spacing": big ? 0.14 : 0.04,
      "text-max-width": 7,
      "text-padding": 8 * scale,
    },
    paint: halo(palette.textSea, palette.haloSea, scale),
  };
}

function province({ palette, own, scale, lift }: Names): LayerSpecification {
  const isOwn: ExpressionSpecification = ["==", ["get", "code"], own ?? ""];
  return {
    id: "name-province",
    type: "symbol",
    source: NAMES_SOURCE,
    filter: ["==", ["get", "k"], "province"],
    minzoom: 5.4 + lift,
    maxzoom: 10.2 + lift,
    layout: {
      "text-field": ["upcase", ["get", "name"]],
      "text-font": BOLD,
      "text-size": ["interpolate", ["linear"], ["zoom"], 5.4 + lift, 9.5 * scale, 8.5 + lift, 15 * scale],
      "text-letter-spacing": 0.16,
      "text-max-width": 9,
      "text-padding": 10 * scale,
      "symbol-sort-key": ["case", isOwn, 0, 1],
    },
    paint: {
      ...halo(palette.textQuiet, palette.halo, scale),
      "text-color": ["case", isOwn, palette.text, palette.textQuiet],
      "text-opacity": ["interpolate", ["linear"], ["zoom"], 9.6 + lift, 0.8, 10.2 + lift, 0],
    },
  };
}

function island({ palette, scale, lift }: Names, rank: number, from: number): LayerSpecification {
  return {
    id: `name-island-${rank}`,
    type: "symbol",
    source: NAMES_SOURCE,
    filter: kindAndRank("island", rank),
    minzoom: from + lift,
    layout: { ...beside(scale), "text-font": MEDIUM, "text-size": 12 * scale },
    paint: halo(palette.text, palette.haloSea, scale),
  };
}

function townDot({ palette, scale, lift }: Names, rank: number, from: number): LayerSpecification {
  return {
    id: `town-dot-${rank}`,
    type: "circle",
    source: NAMES_SOURCE,
    filter: kindAndRank("town", rank),
    minzoom: from + lift,
    paint: {
      "circle-color": palette.townDot,
      "circle-radius": ([3, 2.6, 2, 1.8, 1.4][rank - 1] ?? 2) * scale,
      "circle-stroke-color": palette.halo,
      "circle-stroke-width": 1.2 * scale,
    },
  };
}

function town({ palette, scale, lift }: Names, rank: number, from: number): LayerSpecification {
  const seat = rank <= 2;
  return {
    id: `name-town-${rank}`,
    type: "symbol",
    source: NAMES_SOURCE,
    filter: kindAndRank("town", rank),
    minzoom: from + lift,
    layout: {
      ...beside(scale),
      "text-font": seat ? BOLD : MEDIUM,
      "text-size": ([15.5, 14, 12.5, 12, 11][rank - 1] ?? 11) * scale,
      "text-padding": 4 * scale,
    },
    paint: halo(seat ? palette.text : palette.textQuiet, palette.halo, scale),
  };
}

/** A name next to its dot, on whichever side there is room. */
function beside(scale: number) {
  return {
    "text-field": ["get", "name"] as ["get", string],
    "text-variable-anchor": ["left", "right", "top", "bottom"] as ("left" | "right" | "top" | "bottom")[],
    "text-radial-offset": 0.55,
    "text-justify": "auto" as const,
    "text-padding": 2 * scale,
  };
}

function halo(color: string, around: string, scale: number) {
  return {
    "text-color": color,
    "text-halo-color": around,
    "text-halo-width": 1.6 * scale,
    "text-halo-blur": 0.4 * scale,
  };
}
