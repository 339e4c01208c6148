import { insideGuardedBox } from "#components/map/sovereignty.ts";
import { type Feature, feature } from "./geojson.ts";
import type { Position } from "./gshhg.ts";
import { contains, type Ring } from "./rings.ts";

const COUNTRIES: readonly [vi: string, en: string, at: Position][] = [
  ["LÀO", "LAOS", [103.6, 18.6]],
  ["CAMPUCHIA", "CAMBODIA", [104.9, 12.75]],
  ["THÁI LAN", "THAILAND", [101.6, 15.6]],
  ["TRUNG QUỐC", "CHINA", [109.6, 24.3]],
];
const WATERS: readonly [name: string, at: Position, rank: number][] = [
  ["Vịnh Bắc Bộ", [107.6, 19.6], 1],
  ["Vịnh Thái Lan", [102.4, 9.2], 1],
  ["Đầm Thị Nại", [109.235, 13.83], 3],
  ["Đầm Đề Gi", [109.175, 14.125], 3],
  ["Đầm Trà Ổ", [109.115, 14.29], 3],
  ["Đầm Cù Mông", [109.25, 13.53], 3],
  ["Vịnh Xuân Đài", [109.29, 13.42], 3],
  ["Đầm Ô Loan", [109.27, 13.275], 3],
  ["Vịnh Vân Phong", [109.33, 12.6], 3],
  ["Vịnh Cam Ranh", [109.15, 11.9], 3],
  ["Vịnh Dung Quất", [108.75, 15.42], 3],
  ["Vịnh Đà Nẵng", [108.2, 16.13], 3],
  ["Phá Tam Giang", [107.47, 16.6], 3],
  ["Đầm Cầu Hai", [107.85, 16.33], 3],
  ["Vịnh Hạ Long", [107.1, 20.86], 3],
];
const ISLANDS: readonly [name: string, at: Position, rank: number][] = [
  ["Lý Sơn", [109.12, 15.385], 2],
  ["Cù lao Xanh", [109.355, 13.62], 3],
  ["Cù Lao Chàm", [108.51, 15.95], 2],
  ["Cồn Cỏ", [107.34, 17.16], 2],
  ["Bạch Long Vĩ", [107.73, 20.13], 1],
  ["Cát Bà", [107.0, 20.79], 3],
  ["Cô Tô", [107.77, 20.98], 2],
  ["Phú Quý", [108.945, 10.525], 1],
  ["Côn Đảo", [106.61, 8.69], 1],
  ["Phú Quốc", [104.0, 10.25], 1],
  ["Thổ Chu", [103.48, 9.31], 1],
  ["Hòn Khoai", [104.83, 8.43], 2],
];

/** Towns of the source that sovereignty.ts names. */
const ARCHIPELAGOS = new Set(["Hoàng Sa", "Trường Sa"]);

export function labelFeatures(provinces: readonly Feature[], towns: readonly Feature[]): Feature[] {
  const named =
    (k: string) =>
    ([name, at, rank]: readonly [string, Position, number]) =>
      feature({ k, name, rank }, { type: "Point", coordinates: at });
  const islands = new Set(ISLANDS.map(([name]) => name));
  const all = [
    ...COUNTRIES.map(([name, en, at]) =>
      feature({ k: "country", name, en }, { type: "Point", coordinates: at }),
    ),
    ...provinces.map(provinceLabel),
    ...WATERS.map(named("water")),
    ...ISLANDS.map(named("island")),
    ...towns.filter(
      ({ properties }) => !islands.has(String(properties.name)) && !ARCHIPELAGOS.has(String(properties.name)),
    ),
  ];
  const trespasser = all.find(
    ({ geometry }) => geometry.type === "Point" && insideGuardedBox(geometry.coordinates),
  );
  if (trespasser) {
    throw new Error(
      `${trespasser.properties.name} lies in a guarded box: only sovereignty.ts may label there`,
    );
  }
  return all;
}

function provinceLabel(province: Feature): Feature {
  const { code = "", name = "" } = province.properties;
  if (province.geometry.type !== "MultiPolygon") throw new Error(`${name} is not a multipolygon`);
  const rings = province.geometry.coordinates.map(([ring]) => ring ?? []);
  const largest = rings.toSorted((a, b) => area(b) - area(a))[0] ?? [];
  return feature({ k: "province", code, name }, { type: "Point", coordinates: heart(largest) });
}

/** The grid point of a ring that lies farthest from its edge. */
function heart(ring: Ring): Position {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  let best: Position = [(west + east) / 2, (south + north) / 2];
  let widest = 0;
  for (let i = 1; i < 40; i++) {
    for (let j = 1; j < 40; j++) {
      const at: Position = [west + ((east - west) * i) / 40, south + ((north - south) * j) / 40];
      if (!contains(ring, at)) continue;
      const room = Math.min(...ring.map(([x, y]) => Math.hypot(x - at[0], y - at[1])));
      if (room > widest) [widest, best] = [room, at];
    }
  }
  return best;
}

function area(ring: Ring): number {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1] as Position, ring[i] as Position];
    twice += a[0] * b[1] - b[0] * a[1];
  }
  return Math.abs(twice);
}
