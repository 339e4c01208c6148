import { expect, test } from "vitest";
import { registerOf } from "#components/live/register.ts";
import { REGISTER } from "#components/live/testing.ts";
import type { Asset } from "#lib/asset/model.ts";
import { fromTable, toTable } from "#lib/table.ts";
import { kmBetween, neighboursOf } from "./nearby.ts";

const [gauge] = fromTable(REGISTER.assets) as [Asset];
const at = (id: number, kind: string, lon: number | null, more: Partial<Asset> = {}): Asset => ({
  ...gauge,
  id,
  key: `a${id}`,
  kind,
  lon,
  lat: lon === null ? null : 13.8,
  ...more,
});
const register = registerOf({
  ...REGISTER,
  assets: toTable([
    at(1, "gauge", 109),
    at(2, "gauge", 109.05),
    at(3, "rain_gauge", 109.01),
    at(4, "camera", 109.1),
    at(5, "gauge", 109.5),
    at(6, "vessel", null),
  ]),
});

test("a degree of longitude at Quy Nhơn is 108 km", () => {
  expect(kmBetween([109, 13.8], [110, 13.8])).toBeCloseTo(107.98, 1);
});

test("cameras come first, then what is nearest; not itself, what is far or unplaced", () => {
  const found = neighboursOf(register, [109, 13.8], 1);
  expect(found.map(({ asset }) => asset.id)).toEqual([4, 3, 2]);
  expect(found.map(({ km }) => Math.round(km * 10) / 10)).toEqual([10.8, 1.1, 5.4]);
  expect(found.map(({ series }) => series?.metricId)).toEqual([undefined, "rain_1h", "water_level"]);
});
