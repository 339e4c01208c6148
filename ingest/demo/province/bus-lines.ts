import type { Bus, BusLine } from "#ingest/demo/physics/bus.ts";
import { type Path, type Place, pathThrough } from "#ingest/demo/physics/geo.ts";
import { seedOf } from "#ingest/demo/physics/noise.ts";
import type { Site } from "./site.ts";

const way = (...points: [lat: number, lon: number][]): Path =>
  pathThrough(points.map(([lat, lon]): Place => ({ lat, lon })));

type Line = BusLine & { id: string; name: string; buses: number };

/** Invented lines along real streets and roads. */
const lines: readonly Line[] = [
  {
    id: "1",
    name: "Bến xe Quy Nhơn – Diêu Trì",
    buses: 5,
    kmh: 21,
    firstHour: 5,
    lastHour: 21.5,
    way: way(
      [13.754, 109.208],
      [13.757, 109.2095],
      [13.764, 109.2125],
      [13.7705, 109.2145],
      [13.781, 109.216],
      [13.7867, 109.2106],
      [13.786, 109.2],
      [13.787, 109.185],
      [13.788, 109.168],
      [13.788, 109.151],
      [13.797, 109.147],
      [13.805, 109.143],
    ),
  },
  {
    id: "2",
    name: "Mũi Tấn – Ghềnh Ráng",
    buses: 4,
    kmh: 18,
    firstHour: 5.5,
    lastHour: 22,
    way: way(
      [13.7755, 109.24],
      [13.775, 109.234],
      [13.773, 109.229],
      [13.769, 109.23],
      [13.7655, 109.2235],
      [13.7595, 109.2175],
      [13.754, 109.2135],
      [13.748, 109.2125],
      [13.746, 109.2135],
    ),
  },
  {
    id: "3",
    name: "Quảng trường – Nhơn Lý",
    buses: 5,
    kmh: 27,
    firstHour: 5,
    lastHour: 20.5,
    way: way(
      [13.769, 109.23],
      [13.772, 109.226],
      [13.776, 109.2245],
      [13.787, 109.2265],
      [13.797, 109.24],
      [13.806, 109.257],
      [13.83, 109.263],
      [13.855, 109.265],
      [13.872, 109.27],
      [13.885, 109.28],
    ),
  },
  {
    id: "4",
    name: "Bến xe Quy Nhơn – Long Mỹ",
    buses: 4,
    kmh: 23,
    firstHour: 5,
    lastHour: 20,
    way: way(
      [13.754, 109.208],
      [13.764, 109.2125],
      [13.781, 109.216],
      [13.786, 109.2],
      [13.788, 109.168],
      [13.788, 109.151],
      [13.776, 109.1505],
      [13.765, 109.15],
      [13.742, 109.149],
      [13.72, 109.148],
    ),
  },
  {
    id: "5",
    name: "Diêu Trì – Sân bay Phù Cát",
    buses: 4,
    kmh: 32,
    firstHour: 5,
    lastHour: 20,
    way: way(
      [13.805, 109.143],
      [13.8274, 109.155],
      [13.858, 109.125],
      [13.8858, 109.1082],
      [13.91, 109.085],
      [13.935, 109.062],
      [13.955, 109.046],
    ),
  },
  {
    id: "6",
    name: "Quảng Ngãi – VSIP",
    buses: 3,
    kmh: 24,
    firstHour: 5.5,
    lastHour: 20,
    way: way(
      [15.1135, 108.8],
      [15.1205, 108.7955],
      [15.1353, 108.7945],
      [15.1586, 108.7958],
      [15.17, 108.789],
    ),
  },
];

export type CityBus = { site: Site; bus: Bus };

export const cityBuses: readonly CityBus[] = lines.flatMap((line) =>
  Array.from({ length: line.buses }, (_, i): CityBus => {
    const key = `xe-${line.id}-${String(i + 1).padStart(2, "0")}`;
    const round = (2 * line.way.km) / line.kmh;
    return {
      site: {
        key,
        kind: "bus",
        nameVi: `Xe buýt mô phỏng ${line.id}-${i + 1} (${line.name})`,
        nameEn: `Simulated bus ${line.id}-${i + 1}`,
        ...line.way.at(0),
        facts: `Tuyến minh họa ${line.id}: ${line.name}`,
        illustrative: true,
      },
      bus: { line, seed: seedOf(key), offset: (60 * round * i) / line.buses },
    };
  }),
);
