import { expect, test } from "vitest";
import { isSenml, readSenml, type SenmlRecord } from "./senml.ts";

const NOW = Date.UTC(2025, 10, 19, 6);

function read(pack: unknown[]) {
  const records: SenmlRecord[] = [];
  const refused: [string, number][] = [];
  readSenml(pack, NOW, {
    record: (record) => records.push(record),
    refuse: (reason, _, index) => refused.push([reason, index]),
  });
  return { records, refused };
}

test("base fields hold for their record and those after it", () => {
  const { records } = read([
    { bn: "tram-1/", bt: 1_763_532_000, bu: "m", bv: 10, n: "water_level", v: 1.5 },
    { n: "rain_1h", u: "mm", v: -10, t: 60 },
    { bn: "tram-2/", n: "water_level", v: 2, t: -60 },
  ]);
  expect(records).toEqual([
    { name: "tram-1/water_level", unit: "m", value: 11.5, time: 1_763_532_000_000 },
    { name: "tram-1/rain_1h", unit: "mm", value: 0, time: 1_763_532_060_000 },
    { name: "tram-2/water_level", unit: "m", value: 12, time: 1_763_531_940_000 },
  ]);
});

test("times below 2^28 are relative to now, absent ones mean now", () => {
  const { records } = read([
    { n: "a", v: 1 },
    { n: "a", v: 1, t: -5 },
    { n: "a", v: 1, t: 2 ** 28 },
  ]);
  expect(records.map((r) => r.time)).toEqual([Number.NaN, NOW - 5_000, 2 ** 28 * 1000]);
});

test("a boolean is 1 or 0, a record of base fields alone only sets them", () => {
  const { records, refused } = read([{ bn: "x/" }, { n: "sos", vb: true }, { n: "sos", vb: false }]);
  expect(records.map((r) => [r.name, r.value])).toEqual([
    ["x/sos", 1],
    ["x/sos", 0],
  ]);
  expect(refused).toEqual([]);
});

test("one bad record does not cost the others", () => {
  const { records, refused } = read([
    { bn: "x/", n: "a", v: 1 },
    null,
    { n: "b", vs: "text" },
    { n: "c" },
    { n: 4, v: 1 },
    { n: "d", v: 1, t: "now" },
    { n: "e", v: 1, critical_: 1 },
    { n: "f", v: Number.POSITIVE_INFINITY },
    { n: "g", v: null },
    { n: "h", v: 2 },
  ]);
  expect(records.map((r) => r.name)).toEqual(["x/a", "x/h"]);
  expect(refused).toEqual([
    ["wrong_shape", 1],
    ["wrong_type", 2],
    ["missing_value", 3],
    ["wrong_type", 4],
    ["invalid_time", 5],
    ["wrong_shape", 6],
    ["not_finite", 7],
    ["missing_value", 8],
  ]);
});

test("a pack of a later version is not processed", () => {
  expect(
    read([
      { bver: 11, bn: "x/" },
      { n: "a", v: 1 },
    ]),
  ).toEqual({ records: [], refused: [["wrong_shape", 0]] });
});

test("a pack is known by its first record", () => {
  expect(isSenml([{ n: "a", v: 1 }])).toBe(true);
  expect(isSenml([{ bn: "a" }])).toBe(true);
  expect(isSenml([{ asset: "a", metric: "b", v: 1 }])).toBe(false);
  expect(isSenml([])).toBe(false);
});
