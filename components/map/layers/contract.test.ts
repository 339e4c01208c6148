import type { Layer } from "@deck.gl/core";
import { describe, expect, test } from "vitest";
import { bytes, PALETTES, type ThemeName } from "#components/map/palette.ts";
import { FULL_VIEW } from "#components/map/testing.ts";
import { EMPTY_VIEW } from "#components/map/view.ts";
import { metricById } from "#lib/metric/catalog.ts";
import blueprint from "./_blueprint.ts";
import { mapLayers, needsOf } from "./catalog.ts";
import type { MapLayer, Paint } from "./layer.ts";

const paint: Paint = {
  theme: "van-hanh",
  language: "vi",
  scale: 1,
  stretch: 1,
  zoom: 9.5,
  slanted: false,
  reducedMotion: false,
};
const all: [string, MapLayer][] = [...mapLayers, blueprint].map((layer) => [layer.id, layer]);

test("ids are used once and layers come from bottom to top", () => {
  expect(new Set(mapLayers.map(({ id }) => id)).size).toBe(mapLayers.length);
  expect(mapLayers.map(({ order }) => order)).toEqual(
    mapLayers.map(({ order }) => order).toSorted((a, b) => a - b),
  );
  expect(mapLayers.length).toBeGreaterThanOrEqual(10);
});

describe.each(all)("%s", (_id, layer) => {
  test("has titles and a legend in both languages, in every theme", () => {
    expect(layer.title.vi).not.toBe("");
    expect(layer.title.en).not.toBe("");
    for (const theme of Object.keys(PALETTES) as ThemeName[]) {
      const items = layer.legend({ ...paint, theme });
      expect(items.length).toBeGreaterThan(0);
      for (const { label, colors } of items) {
        expect(label.vi).not.toBe("");
        expect(label.en).not.toBe("");
        for (const color of colors) expect(color).toMatch(/^#[0-9a-f]{6}$/i);
      }
    }
  });

  test("needs only metrics that the catalogue knows", () => {
    for (const metric of needsOf([layer]).metrics) expect(metricById(metric), metric).toBeDefined();
  });

  test("draws nothing from an empty view", () => {
    expect(layer.build(EMPTY_VIEW, paint)).toEqual([]);
    expect(layer.labels?.(EMPTY_VIEW, paint) ?? []).toEqual([]);
    expect(layer.card?.(EMPTY_VIEW, { index: 0, layer: null })).toBeUndefined();
  });

  test("draws a full view flat and at a slant, under its own name", () => {
    for (const slanted of [false, true]) {
      const built = layer.build(FULL_VIEW, { ...paint, slanted });
      expect(built.length).toBeGreaterThan(0);
      for (const { id } of built) expect(id.split("/", 1)[0]).toBe(layer.id);
      expect(new Set(built.map(({ id }) => id)).size).toBe(built.length);
    }
  });

  test("hands deck.gl the same data again while the columns stay the same", () => {
    const data = (layers: Layer[]) => layers.map((each) => each.props.data);
    const [first, second] = [layer.build(FULL_VIEW, paint), layer.build(FULL_VIEW, { ...paint })];
    data(first).forEach((each, i) => {
      expect(data(second)[i]).toBe(each);
    });
  });
});

const stations = mapLayers.filter(({ needs, labels }) => needs.metrics && labels);

describe.each(stations.map((layer): [string, MapLayer] => [layer.id, layer]))("%s", (_id, layer) => {
  test("shows old values grey and says so on the card", () => {
    const labels = layer.labels?.(FULL_VIEW, paint) ?? [];
    expect(labels.at(-1)?.color).toBe(PALETTES["van-hanh"].stale);
    expect(layer.card?.(FULL_VIEW, { index: 1, layer: null })?.doubt).toBe("stale");
    expect(layer.card?.(FULL_VIEW, { index: 0, layer: null })).toMatchObject({
      doubt: null,
      simulated: true,
    });
  });

  test("writes the number, so that colour is not the only sign", () => {
    for (const { text } of layer.labels?.(FULL_VIEW, paint) ?? []) expect(text).toMatch(/\d/);
  });
});

test("a river gauge above an alarm level says which", () => {
  const river = mapLayers.find(({ id }) => id === "river-levels");
  expect(river?.labels?.(FULL_VIEW, paint)[0]?.text).toBe("47,50\u202fm · BĐ II");
  expect(river?.card?.(FULL_VIEW, { index: 0, layer: null })?.note?.vi).toBe("Báo động II");
});

test("a stale mark is hollow as well as grey", () => {
  const river = mapLayers.find(({ id }) => id === "river-levels");
  const marks = river?.build(FULL_VIEW, paint).at(-1);
  const props = marks?.props as unknown as {
    getIcon(object: unknown, info: { index: number }): string;
    data: { attributes: { getColor: { value: Uint8Array } } };
  };
  expect([0, 1].map((index) => props.getIcon(null, { index }))).toEqual(["triangle", "diamond-hollow"]);
  expect([...props.data.attributes.getColor.value.slice(4, 8)]).toEqual(bytes(PALETTES["van-hanh"].stale));
});

test("a track fades towards its past", () => {
  const vessels = mapLayers.find(({ id }) => id === "vessels");
  const [track] = vessels?.build(FULL_VIEW, paint) ?? [];
  const data = track?.props.data as unknown as
    | { attributes: { getColor: { value: Uint8Array } } }
    | undefined;
  const alpha = (vertex: number) => data?.attributes.getColor.value[vertex * 4 + 3] ?? 0;
  expect(alpha(1)).toBeGreaterThan(alpha(0));
});
