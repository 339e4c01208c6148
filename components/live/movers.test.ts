import { expect, test } from "vitest";
import type { PositionColumns } from "#lib/reading/frame.ts";
import { Quality } from "#lib/reading/model.ts";
import { MoverStore } from "./movers.ts";

type Row = { time: number; lon: number; quality?: number };

function rows(...given: Row[]): PositionColumns {
  return {
    ids: Int32Array.from(given, () => 7),
    time: Float64Array.from(given, (r) => r.time),
    lon: Float64Array.from(given, (r) => r.lon),
    lat: Float64Array.from(given, () => 13.7),
    speed: Float64Array.from(given, () => 20),
    course: Float64Array.from(given, () => 90),
    quality: Uint8Array.from(given, (r) => r.quality ?? 0),
  };
}
const MINUTE = 60_000;

test("a vessel stays where it was while a jump is unconfirmed; a plausible move is followed", () => {
  const store = new MoverStore();
  store.replace(rows({ time: MINUTE, lon: 109.3 }));
  store.merge(rows({ time: 2 * MINUTE, lon: 112, quality: Quality.tooFast }));
  expect(store.get(7)).toMatchObject({ time: MINUTE, lon: 109.3 });
  store.merge(rows({ time: 3 * MINUTE, lon: 109.31 }));
  expect(store.get(7)).toMatchObject({ time: 3 * MINUTE, lon: 109.31, quality: 0 });
  expect(store.get(7)?.trail.length).toBe(2);
});

test("a jump that is all there is shows with its mark and begins no track", () => {
  const store = new MoverStore();
  store.replace(rows({ time: MINUTE, lon: 112, quality: Quality.tooFast }));
  expect(store.get(7)).toMatchObject({ lon: 112, quality: Quality.tooFast });
  store.merge(rows({ time: 2 * MINUTE, lon: 109.3 }));
  expect(store.get(7)?.trail.length).toBe(1);
});
