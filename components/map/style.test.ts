import { createRequire } from "node:module";
import type { FilterSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import { describe, expect, test } from "vitest";
import { languages } from "#lib/i18n/model.ts";
import { BUILT_IN, basemapSchema } from "./basemap.ts";
import { PALETTES, type ThemeName } from "./palette.ts";
import { GUARDED_BOXES, insideGuardedBox, sovereignFeatures } from "./sovereignty.ts";
import { mapStyle } from "./style.ts";
import { asExpression, guarded, SOVEREIGN_SOURCE, withSovereignty } from "./style-sovereign.ts";

type Tile = { z: number; x: number; y: number };
type Point = { x: number; y: number };
type Feature = { type: 1 | 2 | 3; properties: object; geometry: Point[][] };
type StyleSpec = {
  validateStyleMin(style: StyleSpecification): { message: string }[];
  featureFilter(
    filter: unknown,
    more: object,
  ): { filter(globals: { zoom: number }, feature: Feature, tile: Tile): boolean };
};
// The very copy that MapLibre brings along.
const spec = (await import(
  createRequire(import.meta.resolve("maplibre-gl")).resolve("@maplibre/maplibre-gl-style-spec")
)) as StyleSpec;

const themes = Object.keys(PALETTES) as ThemeName[];
const request = { basemap: BUILT_IN, own: "52", scale: 1, lift: 0, origin: "http://127.0.0.1:3000" };
const styles = themes.flatMap((theme) =>
  languages.map((language): [string, StyleSpecification] => [
    `${theme} ${language}`,
    mapStyle({ ...request, theme, language }),
  ]),
);

describe.each(styles)("style %s", (_name, style) => {
  test("is a valid MapLibre style without glyph server or sprite", () => {
    expect(spec.validateStyleMin(style).map(({ message }) => message)).toEqual([]);
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
  });

  test("asks only this server for data", () => {
    const addresses = JSON.stringify(style).match(/https?:\/\/[^"]+/g) ?? [];
    for (const address of addresses) expect(address).toMatch(/^http:\/\/127\.0\.0\.1:3000\//);
  });

  test.each([0, 3, 4.5, 6.6, 7.3, 8.2, 10, 13, 16])(
    "names both archipelagos and BIỂN ĐÔNG at zoom %s",
    (zoom) => {
      const said = spokenAt(style, zoom);
      expect(said.some((name) => name.includes("Hoàng Sa"))).toBe(true);
      expect(said.some((name) => name.includes("Trường Sa"))).toBe(true);
      expect(said.some((name) => name.startsWith("BIỂN ĐÔNG"))).toBe(true);
    },
  );

  test("guards every label layer of the ground", () => {
    const grounds = style.layers.filter(
      (layer) => layer.type === "symbol" && layer.source !== SOVEREIGN_SOURCE,
    );
    expect(grounds.length).toBeGreaterThan(8);
    for (const layer of grounds) {
      expect(shows(layer, point(112.3, 16.8, {})), layer.id).toBe(false);
      expect(shows(layer, point(114.3, 10.4, {})), layer.id).toBe(false);
    }
  });
});

/** Names of the sovereign source that some layer draws at a zoom. */
function spokenAt(style: StyleSpecification, zoom: number): string[] {
  return style.layers
    .filter((layer) => layer.type === "symbol" && layer.source === SOVEREIGN_SOURCE)
    .filter((layer) => zoom >= (layer.minzoom ?? 0) && zoom < (layer.maxzoom ?? 24))
    .flatMap((layer) =>
      sovereignFeatures
        .filter(({ geometry: { coordinates }, properties }) =>
          shows(layer, point(...coordinates, properties), zoom),
        )
        .map(({ properties }) => properties.vi),
    );
}

const EXTENT = 8192;
const WORLD: Tile = { z: 0, x: 0, y: 0 };

function project(lon: number, lat: number): Point {
  const radians = (lat * Math.PI) / 180;
  const y = (1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2;
  return { x: ((lon + 180) / 360) * EXTENT, y: y * EXTENT };
}

function point(lon: number, lat: number, properties: object): Feature {
  return { type: 1, properties, geometry: [[project(lon, lat)]] };
}

function shows(layer: LayerSpecification, feature: Feature, zoom = 9): boolean {
  const filter = "filter" in layer ? layer.filter : undefined;
  const canonical = Object.assign(spec.featureFilter(filter, {}).filter, {});
  return canonical({ zoom }, feature, WORLD);
}

describe("a basemap that a province puts in its place", () => {
  const own: StyleSpecification = {
    version: 8,
    sources: { own: { type: "vector", url: "http://own" } },
    layers: [
      { id: "bg", type: "background" },
      { id: "plain", type: "symbol", source: "own", "source-layer": "p", layout: { "text-field": "x" } },
      { id: "old", type: "symbol", source: "own", "source-layer": "p", filter: ["==", "class", "island"] },
    ],
  };
  const safe = withSovereignty(own, { palette: PALETTES.sang, language: "vi", scale: 1, lift: 0 });
  const layer = (id: string) => safe.layers.find((each) => each.id === id) as LayerSpecification;

  test("gets the archipelagos and BIỂN ĐÔNG on top", () => {
    for (const zoom of [0, 5, 7, 9, 14]) {
      expect(spokenAt(safe, zoom).join()).toMatch(/Hoàng Sa.*Trường Sa|BIỂN ĐÔNG/);
    }
    expect(safe.layers.at(-1)?.id).toMatch(/^sovereign-/);
  });

  test.each(GUARDED_BOXES.map(([w, s, e, n]) => [(w + e) / 2, (s + n) / 2]))(
    "loses foreign labels at %s, %s",
    (lon, lat) => {
      expect(shows(layer("plain"), point(lon, lat, {}))).toBe(false);
      expect(shows(layer("old"), point(lon, lat, { class: "island" }))).toBe(false);
    },
  );

  test("loses the label of an area and of a line in there as well", () => {
    const ring = [project(112, 16.2), project(112.4, 16.2), project(112.4, 16.6), project(112, 16.2)];
    expect(shows(layer("plain"), { type: 3, properties: {}, geometry: [ring] })).toBe(false);
    expect(shows(layer("plain"), { type: 2, properties: {}, geometry: [ring.slice(0, 2)] })).toBe(false);
  });

  test("keeps all other labels and its own filters", () => {
    expect(shows(layer("plain"), point(108.2, 16.05, {}))).toBe(true);
    expect(shows(layer("old"), point(108.2, 16.05, { class: "island" }))).toBe(true);
    expect(shows(layer("old"), point(108.2, 16.05, { class: "city" }))).toBe(false);
  });

  test("leaves what is no label alone", () => {
    const fill: LayerSpecification = { id: "f", type: "fill", source: "own" };
    expect(guarded(fill)).toBe(fill);
  });
});

test.each<[FilterSpecification, unknown]>([
  [
    ["==", "class", "city"],
    ["==", ["get", "class"], "city"],
  ],
  [
    ["in", "class", "a", "b"],
    ["in", ["get", "class"], ["literal", ["a", "b"]]],
  ],
  [
    ["!in", "class", "a"],
    ["!", ["in", ["get", "class"], ["literal", ["a"]]]],
  ],
  [
    ["!has", "name"],
    ["!", ["has", "name"]],
  ],
  [
    ["==", "$type", "Point"],
    ["==", ["geometry-type"], "Point"],
  ],
  [
    ["all", ["==", "a", 1], ["none", ["has", "b"]]],
    ["all", ["==", ["get", "a"], 1], ["!", ["any", ["has", "b"]]]],
  ],
  [
    ["==", ["get", "a"], 1],
    ["==", ["get", "a"], 1],
  ],
])("filter %j of the old grammar becomes %j", (filter, expression) => {
  expect(asExpression(filter)).toEqual(expression);
});

test("the archipelagos' islets lie where no other label may", () => {
  const islets = sovereignFeatures.filter(({ properties }) => properties.k === "islet");
  expect(islets.length).toBeGreaterThan(30);
  for (const { geometry, properties } of islets)
    expect(insideGuardedBox(geometry.coordinates), properties.vi).toBe(true);
});

test("a basemap setting that is no address is refused", () => {
  const setting = { kind: "style", url: "javascript:alert(1)" };
  expect(basemapSchema.safeParse(setting).success).toBe(false);
  expect(basemapSchema.safeParse({ kind: "style", url: "/map/own/style.json" }).success).toBe(true);
});
