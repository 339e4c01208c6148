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
export const BOLD = ["Be Vietnam Pro SemiBold"];

/** First zoom of a town by its rank, on a map of 1080 lines. */
const TOWN_ZOOM = [0, 4.6, 6.4, 7.6, 8.2, 9.6] as const;

export function nameLayers(names: Names): LayerSpecification[] {
  return [country(names), water(names), province(names), island(names), ...towns(names)];
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

function water({ palette, scale, lift }: Names): LayerSpecification {
  const big: ExpressionSpecification = ["==", ["get", "rank"], 1];
  return {
    id: "name-water",
    type: "symbol",
    source: NAMES_SOURCE,
    filter: [
      "all",
      ["==", ["get", "k"], "water"],
      rankShown([4.6 + lift, 4.6 + lift, 9 + lift, 9 + lift, 9 + lift]),
    ],
    layout: {
      "text-field": ["get", "name"],
      "text-font": MEDIUM,
      "text-size": ["case", big, 13 * scale, 11 * scale],
      "text-letter-spacing": ["case", big, 0.14, 0.04],
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

function island({ palette, scale, lift }: Names): LayerSpecification {
  return {
    id: "name-island",
    type: "symbol",
    source: NAMES_SOURCE,
    filter: [
      "all",
      ["==", ["get", "k"], "island"],
      rankShown([6 + lift, 6 + lift, 7.6 + lift, 9 + lift, 9 + lift]),
    ],
    layout: {
      "text-field": ["get", "name"],
      "text-font": MEDIUM,
      "text-size": 12 * scale,
      "text-variable-anchor": ["left", "right", "top", "bottom"],
      "text-radial-offset": 0.7,
      "text-justify": "auto",
    },
    paint: halo(palette.text, palette.haloSea, scale),
  };
}

function towns({ palette, scale, lift }: Names): LayerSpecification[] {
  const isTown: FilterSpecification = ["==", ["get", "k"], "town"];
  const size: ExpressionSpecification = ["match", ["get", "rank"], 1, 15.5, 2, 14, 3, 12.5, 4, 12, 11];
  const filter: FilterSpecification = [
    "all",
    isTown,
    rankShown(TOWN_ZOOM.map((zoom) => zoom + lift).slice(1)),
  ];
  return [
    {
      id: "town-dot",
      type: "circle",
      source: NAMES_SOURCE,
      filter: [
        "all",
        isTown,
        ["<=", ["get", "rank"], 4],
        rankShown(TOWN_ZOOM.map((zoom) => zoom + lift).slice(1)),
      ],
      paint: {
        "circle-color": palette.townDot,
        "circle-radius": ["*", scale, ["match", ["get", "rank"], 1, 3, 2, 2.6, 2]],
        "circle-stroke-color": palette.halo,
        "circle-stroke-width": 1.2 * scale,
      },
    },
    {
      id: "name-town",
      type: "symbol",
      source: NAMES_SOURCE,
      filter,
      layout: {
        "text-field": ["get", "name"],
        "text-font": ["case", ["<=", ["get", "rank"], 2], ["literal", BOLD], ["literal", MEDIUM]],
        "text-size": ["*", scale, size],
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.55,
        "text-justify": "auto",
        "text-padding": 4 * scale,
        "symbol-sort-key": ["get", "rank"],
      },
      paint: {
        ...halo(palette.text, palette.halo, scale),
        "text-color": ["case", ["<=", ["get", "rank"], 2], palette.text, palette.textQuiet],
      },
    },
  ];
}

/** True from the zoom given for the feature's rank (1 first); features without a rank count as 5. */
function rankShown(zooms: readonly number[]): ExpressionSpecification {
  const stops = zooms.slice(0, -1).flatMap((zoom, i) => [i + 1, zoom]);
  return [
    ">=",
    ["zoom"],
    ["match", ["coalesce", ["get", "rank"], 5], ...stops, zooms.at(-1) ?? 0],
  ] as unknown as ExpressionSpecification;
}

function halo(color: string, around: string, scale: number) {
  return {
    "text-color": color,
    "text-halo-color": around,
    "text-halo-width": 1.6 * scale,
    "text-halo-blur": 0.4 * scale,
  };
}
