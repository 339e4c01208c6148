import type { Place } from "#ingest/demo/physics/geo.ts";
import { uniform } from "#ingest/demo/physics/noise.ts";
import type { Voyage } from "#ingest/demo/physics/vessel.ts";
import type { Site } from "./site.ts";

type Harbour = {
  key: string;
  name: string;
  boats: number;
  way: readonly Place[];
  south: number;
  north: number;
};

/** From the berth to the gate outside, every leg over water. */
const harbours: readonly Harbour[] = [
  {
    key: "quy-nhon",
    name: "Quy Nhơn",
    boats: 16,
    way: [
      { lat: 13.7685, lon: 109.243 },
      { lat: 13.762, lon: 109.243 },
      { lat: 13.752, lon: 109.258 },
      { lat: 13.742, lon: 109.29 },
      { lat: 13.735, lon: 109.34 },
    ],
    south: 12.7,
    north: 14.3,
  },
  {
    key: "de-gi",
    name: "Đề Gi",
    boats: 10,
    way: [
      { lat: 14.1205, lon: 109.2095 },
      { lat: 14.1195, lon: 109.23 },
      { lat: 14.11, lon: 109.32 },
    ],
    south: 13.4,
    north: 14.7,
  },
  {
    key: "tam-quan",
    name: "Tam Quan",
    boats: 16,
    way: [
      { lat: 14.572, lon: 109.0715 },
      { lat: 14.571, lon: 109.09 },
      { lat: 14.565, lon: 109.2 },
    ],
    south: 13.9,
    north: 15.1,
  },
];

export type Boat = { site: Site; voyage: Voyage };

const NEAREST = 109.75;
const FARTHEST = 111.4;

export const fleet: readonly Boat[] = harbours.flatMap((harbour, h) =>
  Array.from({ length: harbour.boats }, (_, i): Boat => {
    const number = String(i + 1).padStart(2, "0");
    const key = `tau-${harbour.key}-${number}`;
    const berth = harbour.way[0] ?? { lat: 0, lon: 0 };
    // Half of the fleet fishes near the coast, where the map of the province shows it.
    const far = uniform(51, h, i, 1) ** 1.6;
    const ground = {
      lat: harbour.south + (harbour.north - harbour.south) * uniform(51, h, i, 2),
      lon: NEAREST + (FARTHEST - NEAREST) * far,
    };
    return {
      site: {
        key,
        kind: "vessel",
        nameVi: `Tàu cá mô phỏng ${harbour.name} ${number}`,
        nameEn: `Simulated vessel ${key.slice(4)}`,
        lat: berth.lat,
        lon: berth.lon,
        facts: "Nhịp demo 10 giây; quy định thực tế 2 giờ một lần (NĐ 37/2024/NĐ-CP)",
        illustrative: true,
      },
      voyage: { key, harbour: harbour.way, ground, cruiseKmh: 13 + 5 * uniform(51, h, i, 3) },
    };
  }),
);
