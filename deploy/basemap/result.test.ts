import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { PMTiles } from "pmtiles";
import { describe, expect, test } from "vitest";
import { GUARDED_BOXES, insideGuardedBox } from "#components/map/sovereignty.ts";
import { ISLANDS } from "./islands.ts";
import { PROVINCES } from "./merger.ts";
import { contains } from "./rings.ts";

const FOLDER = join(import.meta.dirname, "../../public/map");
type Label = {
  properties: { k: string; name: string; code?: string };
  geometry: { coordinates: [number, number] };
};
const labels = JSON.parse(readFileSync(join(FOLDER, "labels.geojson"), "utf8")).features as Label[];
const named = (k: string) =>
  labels.filter(({ properties }) => properties.k === k).map(({ properties }) => properties.name);

const archive = new PMTiles({
  getKey: () => "basemap",
  getBytes: async (offset, length) => {
    const file = openSync(join(FOLDER, "basemap.pmtiles"), "r");
    const data = new Uint8Array(length);
    const read = readSync(file, data, 0, length, offset);
    closeSync(file);
    return { data: data.buffer.slice(0, read) };
  },
});

/** Names and values are plain text in a vector tile. */
async function tileText(lon: number, lat: number, zoom: number): Promise<string> {
  const side = 2 ** zoom;
  const radians = (lat * Math.PI) / 180;
  const y = ((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2) * side;
  const tile = await archive.getZxy(zoom, Math.floor(((lon + 180) / 360) * side), Math.floor(y));
  return tile ? Buffer.from(tile.data).toString("latin1") : "";
}

test("the committed map is small", () => {
  const bytes = ["basemap.pmtiles", "context.geojson", "labels.geojson"]
    .map((file) => statSync(join(FOLDER, file)).size)
    .reduce((a, b) => a + b);
  expect(bytes).toBeLessThan(4 * 1024 * 1024);
});

describe("the merger of 1 July 2025", () => {
  test("makes 34 units of 63, each old one used once", () => {
    const parts = PROVINCES.flatMap(({ parts: each }) => each);
    expect(PROVINCES.length).toBe(34);
    expect(parts.length).toBe(63);
    expect(new Set(parts).size).toBe(63);
    expect(new Set(PROVINCES.map(({ code }) => code)).size).toBe(34);
  });

  test("is what the map names", () => {
    expect(named("province").toSorted()).toEqual(PROVINCES.map(({ name }) => name).toSorted());
    expect(named("province")).not.toContain("Bình Định");
  });
});

test("towns carry Vietnamese names", () => {
  const towns = named("town");
  for (const name of [
    "Quy Nhơn",
    "Quảng Ngãi",
    "Pleiku",
    "Kon Tum",
    "Đà Nẵng",
    "Hà Nội",
    "Đà Lạt",
    "Đông Hà",
  ]) {
    expect(towns).toContain(name);
  }
  for (const name of towns) {
    expect(name).toBe(name.normalize("NFC"));
    expect(name).not.toMatch(/Qui Nhon|Hanoi|Haiphong|Da Nang|City|\u00d0/);
  }
});

test("no label of the built map lies in the guarded boxes", () => {
  expect(labels.filter(({ geometry }) => insideGuardedBox(geometry.coordinates))).toEqual([]);
});

test.each([
  ["Hoàng Sa", 112.34, 16.83, "48"],
  ["Trường Sa", 114.33, 11.43, "56"],
  ["Lý Sơn", 109.12, 15.38, "51"],
])("%s is land of its province in the tiles", async (_name, lon, lat, code) => {
  for (const zoom of [5, 8, 10]) {
    const text = await tileText(lon, lat, zoom);
    expect(text).toContain("province");
    expect(text).toContain(code);
  }
});

test("tiles name nothing foreign in the guarded boxes", async () => {
  for (const [west, south, east, north] of GUARDED_BOXES) {
    for (const [x, y] of [
      [west, south],
      [(west + east) / 2, (south + north) / 2],
      [east, north],
    ] as const) {
      expect(await tileText(x, y, 8)).not.toMatch(/Paracel|Spratly|Xisha|Nansha|China|Sansha/i);
    }
  }
});

test("Palawan and Balabac are not taken for Trường Sa", () => {
  const truongSa = ISLANDS.find(({ name }) => name === "Quần đảo Trường Sa")?.ring ?? [];
  expect(contains(truongSa, [117.05, 8.0])).toBe(false);
  expect(contains(truongSa, [117.6, 8.7])).toBe(false);
  expect(contains(truongSa, [114.33, 11.43])).toBe(true);
});
