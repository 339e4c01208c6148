import { expect, test } from "vitest";
import type { Paint } from "#components/map/layers/layer.ts";
import { EMPTY_VIEW } from "#components/map/view.ts";
import type { Asset } from "#lib/asset/model.ts";
import type { Neighbour } from "./nearby.ts";
import { placeLayer } from "./placeLayer.ts";

const paint: Paint = {
  theme: "van-hanh",
  language: "vi",
  scale: 1,
  stretch: 1,
  zoom: 12,
  slanted: false,
  reducedMotion: false,
};
const asset = { id: 4, kind: "camera", nameVi: "Camera Cầu Trà Khúc", lon: 108.79, lat: 15.13 } as Asset;
const camera: Neighbour = { asset, km: 1.24, series: undefined };
const layer = placeLayer([108.8, 15.1], [camera]);

test("the place has a ring, the neighbours their marks", () => {
  const built = layer.build(EMPTY_VIEW, paint);
  expect(built.map(({ id }) => id)).toEqual(["alert-place/near-rim", "alert-place/near", "alert-place/here"]);
});

test("a touched neighbour says what it is and how far; the ring says nothing", () => {
  const [, near, here] = layer.build(EMPTY_VIEW, paint);
  expect(layer.card?.(EMPTY_VIEW, { index: 0, layer: near ?? null })).toMatchObject({
    name: "Camera Cầu Trà Khúc",
    value: { vi: "1,2\u202fkm", en: "1.2\u202fkm" },
  });
  expect(layer.card?.(EMPTY_VIEW, { index: 0, layer: here ?? null })).toBeUndefined();
});

test("alone, a place is still drawn", () => {
  const built = placeLayer([108.8, 15.1], []).build(EMPTY_VIEW, paint);
  expect(built.map(({ id }) => id)).toEqual(["alert-place/here"]);
});
