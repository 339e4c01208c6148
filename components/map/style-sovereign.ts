import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
} from "maplibre-gl";
import type { Language } from "#lib/i18n/model.ts";
import type { Palette } from "./palette.ts";
import { GUARDED_BOXES, type SovereignKind, sovereignFeatures } from "./sovereignty.ts";
import { BOLD, MEDIUM } from "./style-names.ts";

export const SOVEREIGN_SOURCE = "sovereign";
type Look = { palette: Palette; language: Language; scale: number; lift: number };

/** Puts what belongs on every map on top of any style and takes foreign names out from below it. */
export function withSovereignty(style: StyleSpecification, look: Look): StyleSpecification {
  return {
    ...style,
    sources: {
      ...style.sources,
      [SOVEREIGN_SOURCE]: {
        type: "geojson",
        data: { type: "FeatureCollection", features: sovereignFeatures as never },
      },
    },
    layers: [...style.layers.map(guarded), ...sovereignLayers(look)],
  };
}

/** A label layer of a basemap with everything that lies inside the guarded boxes left out. */
export function guarded(layer: LayerSpecification): LayerSpecification {
  if (layer.type !== "symbol") return layer;
  const { filter } = layer;
  return {
    ...layer,
    filter: (filter ? ["all", asExpression(filter), OUTSIDE] : OUTSIDE) as FilterSpecification,
  };
}

const boxes = {
  type: "MultiPolygon" as const,
  coordinates: GUARDED_BOXES.map(([west, south, east, north]) => [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ]),
};

/** `within` knows points and lines; an area that carries a label counts by its distance to the boxes. */
const OUTSIDE: ExpressionSpecification = [
  "case",
  ["==", ["geometry-type"], "Polygon"],
  [">", ["distance", boxes], 0],
  ["!", ["within", boxes]],
];

const LEGACY = new Set(["==", "!=", "<", "<=", ">", ">=", "in", "!in", "has", "!has", "all", "any", "none"]);

/**
 * Filters of the old grammar cannot stand beside expressions in one `all`.
 * @returns the same filter as an expression.
 */
export function asExpression(filter: FilterSpecification): ExpressionSpecification {
  const [operator, ...rest] = filter as [string, ...unknown[]];
  if (!LEGACY.has(operator) || !isLegacy(operator, rest)) return filter as ExpressionSpecification;
  return legacy(operator, rest) as ExpressionSpecification;
}

function isLegacy(operator: string, rest: readonly unknown[]): boolean {
  if (operator === "!in" || operator === "!has" || operator === "none") return true;
  if (operator === "has") return rest[0] === "$id" || rest[0] === "$type";
  if (operator === "all" || operator === "any") {
    return rest.some((each) => Array.isArray(each) && isLegacy(String(each[0]), each.slice(1)));
  }
  if (operator === "in") return rest.length !== 2 || (typeof rest[0] === "string" && !Array.isArray(rest[1]));
  return typeof rest[0] === "string" && !Array.isArray(rest[1]);
}

function legacy(operator: string, rest: readonly unknown[]): unknown {
  const key = rest[0];
  const value = key === "$type" ? ["geometry-type"] : key === "$id" ? ["id"] : ["get", key as string];
  if (operator === "all" || operator === "any") {
    return [operator, ...rest.map((each) => asExpression(each as FilterSpecification))];
  }
  if (operator === "none") {
    return ["!", ["any", ...rest.map((each) => asExpression(each as FilterSpecification))]];
  }
  if (operator === "has") return rest[0] === "$id" ? ["!=", ["id"], null] : ["has", key];
  if (operator === "!has") return ["!", ["has", key]];
  if (operator === "in") return ["in", value, ["literal", rest.slice(1)]];
  if (operator === "!in") return ["!", ["in", value, ["literal", rest.slice(1)]]];
  return [operator, value, rest[1]];
}

/** Zooms from (included) to (excluded) at which sovereignty.ts has other places for one kind's names. */
function ranges(k: SovereignKind): [number, number][] {
  const found = sovereignFeatures.filter(({ properties }) => properties.k === k);
  return [...new Map(found.map(({ properties: { from, to } }) => [from, to]))];
}

/** One style layer a range: only a layer's own limits see the real zoom. */
function shown(k: SovereignKind, [from, to]: [number, number], lift: number) {
  return {
    id: `sovereign-${k}-${from}`,
    source: SOVEREIGN_SOURCE,
    filter: ["all", ["==", ["get", "k"], k], ["==", ["get", "from"], from]] as FilterSpecification,
    minzoom: from === 0 ? 0 : Math.max(0, from + lift),
    maxzoom: Math.min(24, to + lift),
  };
}

function seaName({ palette, language, scale, lift }: Look, range: [number, number]): LayerSpecification {
  return {
    ...shown("sea", range, lift),
    type: "symbol",
    layout: {
      "text-field": ["get", language],
      "text-font": MEDIUM,
      "text-size": ["interpolate", ["linear"], ["zoom"], 4 + lift, 15 * scale, 7 + lift, 22 * scale],
      "text-letter-spacing": 0.34,
      "text-max-width": 12,
      "text-allow-overlap": true,
      "text-ignore-placement": true,
    },
    paint: {
      "text-color": palette.textSea,
      "text-halo-color": palette.haloSea,
      "text-halo-width": 1.8 * scale,
    },
  };
}

function archipelagoName(
  { palette, language, scale, lift }: Look,
  range: [number, number],
): LayerSpecification {
  const unit: ExpressionSpecification = ["get", language === "vi" ? "unitVi" : "unitEn"];
  return {
    ...shown("archipelago", range, lift),
    type: "symbol",
    layout: {
      "text-field": ["format", ["get", language], { "font-scale": 1 }, "\n", {}, unit, { "font-scale": 0.8 }],
      "text-font": BOLD,
      "text-size": ["interpolate", ["linear"], ["zoom"], 4 + lift, 12 * scale, 8 + lift, 17 * scale],
      "text-max-width": 14,
      "text-line-height": 1.3,
      "text-allow-overlap": true,
      "text-ignore-placement": true,
    },
    paint: {
      "text-color": palette.textSovereign,
      "text-halo-color": palette.haloSea,
      "text-halo-width": 1.8 * scale,
    },
  };
}

function sovereignLayers(look: Look): LayerSpecification[] {
  const { palette, language, scale, lift } = look;
  const is = (k: string): ExpressionSpecification => ["==", ["get", "k"], k];
  const name: ExpressionSpecification = ["get", language];
  const paint = {
    "text-color": palette.textSovereign,
    "text-halo-color": palette.haloSea,
    "text-halo-width": 1.8 * scale,
  };
  return [
    {
      id: "sovereign-islet",
      type: "circle",
      source: SOVEREIGN_SOURCE,
      filter: is("islet"),
      paint: {
        "circle-color": palette.textSovereign,
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 4, 0.9 * scale, 9, 2.6 * scale],
        "circle-opacity": 0.9,
      },
    },
    {
      id: "sovereign-islet-name",
      type: "symbol",
      source: SOVEREIGN_SOURCE,
      filter: is("islet"),
      minzoom: 7.2 + lift,
      layout: {
        "text-field": name,
        "text-font": MEDIUM,
        "text-size": 11.5 * scale,
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.5,
      },
      paint,
    },
    ...ranges("sea").map((range) => seaName(look, range)),
    ...ranges("archipelago").map((range) => archipelagoName(look, range)),
  ];
}
