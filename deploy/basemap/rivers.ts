import { type Feature, feature, type Properties } from "./geojson.ts";
import type { Chain, Position } from "./gshhg.ts";
import { sketchedRivers } from "./sketches.ts";

/** A river's name and places that its line passes within a few kilometres. */
const NAMES: readonly [name: string, ...places: Position[]][] = [
  ["Sông Trà Khúc", [108.72, 15.13], [108.5, 15.05]],
  ["Sông Ba", [108.6, 13.8], [108.45, 13.4], [108.8, 13.1]],
  ["Sông Kỳ Lộ", [109.08, 13.4]],
  ["Sông Đăk Bla", [108, 14.35]],
  ["Sông Sê San", [107.7, 14.2]],
  ["Sông Thu Bồn", [108.1, 15.8]],
  ["Sông Vu Gia", [107.95, 15.87]],
  ["Sông Hương", [107.57, 16.42]],
  ["Sông Thạch Hãn", [107.18, 16.75]],
  ["Sông Gianh", [106.3, 17.72]],
  ["Sông Lam", [105.4, 18.8], [104.8, 19.05]],
  ["Sông Mã", [105.5, 20], [104.6, 20.6]],
  ["Sông Hồng", [105.5, 21.15], [104.5, 22.0], [106.1, 20.5]],
  ["Sông Đà", [105.3, 20.9], [103.9, 21.6]],
  ["Sông Lô", [105.2, 21.8]],
  ["Sông Gâm", [105.3, 22.2]],
  ["Sông Cầu", [105.95, 21.3]],
  ["Sông Thái Bình", [106.4, 20.85]],
  ["Sông Krông Ana", [108.1, 12.5]],
  ["Sông Srêpôk", [107.8, 12.85]],
  ["Sông Cái", [109.0, 12.27]],
  ["Sông Đồng Nai", [106.95, 11.1], [107.4, 11.55]],
  ["Sông La Ngà", [107.6, 11.15]],
  ["Sông Sài Gòn", [106.5, 11.15]],
  ["Sông Bé", [106.8, 11.6]],
  ["Sông Vàm Cỏ Đông", [106.3, 10.95]],
  ["Sông Vàm Cỏ Tây", [106.2, 10.7]],
  ["Sông Tiền", [105.6, 10.4], [106.1, 10.27]],
  ["Sông Hậu", [105.4, 10.4], [105.9, 9.95]],
  ["Sông Mê Kông", [105.9, 12.2], [104.7, 17.3], [105.2, 15.9]],
];
/** Degrees. The river source is up to a kilometre or two beside the water. */
const NEAR = 0.05;
const NAMED = 0.45;

export function riverFeatures(rivers: readonly Chain[]): Feature[] {
  const names = new Map<Chain, { name: string; places: Position[] }>();
  for (const [name, ...places] of NAMES) {
    for (const place of places) {
      const river = nearest(rivers, place);
      if (!river) continue;
      const known = names.get(river);
      if (!known) names.set(river, { name, places: [place] });
      else if (known.name === name) known.places.push(place);
    }
  }
  return [
    ...rivers.flatMap((river) => {
      const named = names.get(river);
      return named ? namedStretches(river, named) : [line(river.points, river.level)];
    }),
    ...sketchedRivers().map(({ name, chain }) => line(chain.points, chain.level, name)),
  ];
}

/** One line of the source may be several rivers end to end: a name holds near the places given for it. */
function namedStretches(river: Chain, { name, places }: { name: string; places: Position[] }): Feature[] {
  const holds = ([x, y]: Position) => places.some(([px, py]) => Math.hypot(px - x, py - y) < NAMED);
  const stretches: Feature[] = [];
  let from = 0;
  for (let i = 1; i <= river.points.length; i++) {
    const here = river.points[i];
    const start = river.points[from];
    if (here && start && holds(here) === holds(start)) continue;
    const points = river.points.slice(from, i + 1);
    if (points.length > 1 && start)
      stretches.push(line(points, river.level, holds(start) ? name : undefined));
    from = i;
  }
  return stretches;
}

function line(points: Position[], level: number, name?: string): Feature {
  const size = level <= 1 ? 1 : level <= 4 ? level : 5;
  const properties: Properties = name ? { size, name } : { size };
  return feature(properties, { type: "LineString", coordinates: points }, [0, 3, 4, 5, 7, 8][size]);
}

function nearest(rivers: readonly Chain[], [x, y]: Position): Chain | undefined {
  let best: Chain | undefined;
  let least = NEAR;
  for (const river of rivers) {
    for (const [px, py] of river.points) {
      const distance = Math.hypot((px - x) * 0.97, py - y);
      if (distance >= least) continue;
      least = distance;
      best = river;
    }
  }
  return best;
}
