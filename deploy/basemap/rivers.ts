import { type Feature, feature } from "./geojson.ts";
import type { Chain, Position } from "./gshhg.ts";

/** A river's name and places that its line passes within a few kilometres. */
const NAMES: readonly [name: string, ...places: Position[]][] = [
  ["Sông Kôn", [108.97, 13.89], [108.8, 14.1]],
  ["Sông Hà Thanh", [109.08, 13.72]],
  ["Sông La Tinh", [109.08, 14.09]],
  ["Sông Lại Giang", [109.04, 14.44]],
  ["Sông An Lão", [108.9, 14.55]],
  ["Sông Kim Sơn", [108.93, 14.37]],
  ["Sông Trà Khúc", [108.72, 15.13], [108.5, 15.05]],
  ["Sông Vệ", [108.8, 15.02], [108.75, 14.85]],
  ["Sông Trà Bồng", [108.68, 15.28]],
  ["Sông Trà Câu", [108.92, 14.83]],
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

export function riverFeatures(rivers: readonly Chain[]): Feature[] {
  const names = new Map<Chain, string>();
  for (const [name, ...places] of NAMES) {
    for (const place of places) {
      const river = nearest(rivers, place);
      if (river && !names.has(river)) names.set(river, name);
    }
  }
  return rivers.map((river) => {
    const name = names.get(river);
    const size = river.level <= 1 ? 1 : river.level <= 4 ? river.level : 5;
    return feature(
      name ? { size, name } : { size },
      { type: "LineString", coordinates: river.points },
      [0, 3, 4, 5, 7, 8][size],
    );
  });
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
