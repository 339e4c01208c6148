/**
 * Hoàng Sa (Đà Nẵng), Trường Sa (Khánh Hòa) and BIỂN ĐÔNG belong on every map at every zoom and in
 * every theme. They live in the program, not in the basemap's files, so that a basemap which a province
 * puts in its place cannot lose them.
 */

/** West, south, east, north, in degrees. */
export type Box = readonly [number, number, number, number];

/** Inside these no label of a basemap is shown: sources name the islands otherwise. */
export const GUARDED_BOXES: readonly Box[] = [
  [111, 15.6, 113, 17.3],
  [111.4, 7, 117.9, 11.9],
];

export type SovereignKind = "archipelago" | "sea" | "islet";

export type SovereignProperties = {
  readonly k: SovereignKind;
  readonly vi: string;
  readonly en: string;
  /** The unit that administers it, second line of the label. */
  readonly unitVi?: string;
  readonly unitEn?: string;
  /** Zooms at which the feature is drawn: from (included) to (excluded). */
  readonly from: number;
  readonly to: number;
};

export type SovereignFeature = {
  readonly type: "Feature";
  readonly properties: SovereignProperties;
  readonly geometry: { readonly type: "Point"; readonly coordinates: [number, number] };
};

const ALWAYS = { from: 0, to: 30 } as const;

const HOANG_SA = {
  k: "archipelago",
  vi: "Quần đảo Hoàng Sa",
  en: "Hoàng Sa Islands",
  unitVi: "(TP. Đà Nẵng)",
  unitEn: "(Đà Nẵng, Việt Nam)",
} as const;
const TRUONG_SA = {
  k: "archipelago",
  vi: "Quần đảo Trường Sa",
  en: "Trường Sa Islands",
  unitVi: "(tỉnh Khánh Hòa)",
  unitEn: "(Khánh Hòa, Việt Nam)",
} as const;

/** From afar the name stands beside the islands like a caption, from near among them. */
const archipelagos: readonly SovereignFeature[] = [
  point([111.9, 15.3], { ...HOANG_SA, from: 0, to: 7.6 }),
  point([111.98, 16.68], { ...HOANG_SA, from: 7.6, to: 30 }),
  point([112.35, 10.6], { ...TRUONG_SA, from: 0, to: 7.6 }),
  point([113.25, 9.3], { ...TRUONG_SA, from: 7.6, to: 30 }),
];

/** One name in the middle from afar, more of them along the coast as the map comes nearer. */
const FAR: readonly [number, number][] = [[113.2, 13.2]];
const MIDDLE: readonly [number, number][] = [
  [110.9, 14.4],
  [113.8, 14.2],
  [110.9, 11.9],
  [109.4, 9.2],
];
const NEAR: readonly [number, number][] = [
  [109.35, 16],
  [109.75, 15.1],
  [109.95, 14.15],
  [110.05, 13.2],
  [110, 12.3],
  [109.6, 11.3],
  [108.4, 10.05],
  [107.7, 9.8],
  [106.9, 9.1],
  [112.3, 14.4],
  [112, 10.3],
];

const sea: readonly SovereignFeature[] = [
  ...FAR.map((at) => point(at, { k: "sea", vi: "BIỂN ĐÔNG", en: "BIỂN ĐÔNG (EAST SEA)", from: 0, to: 6.6 })),
  ...MIDDLE.map((at) =>
    point(at, { k: "sea", vi: "BIỂN ĐÔNG", en: "BIỂN ĐÔNG (EAST SEA)", from: 6.6, to: 8.2 }),
  ),
  ...NEAR.map((at) =>
    point(at, { k: "sea", vi: "BIỂN ĐÔNG", en: "BIỂN ĐÔNG (EAST SEA)", from: 8.2, to: 30 }),
  ),
];

/** Drawn as dots of their own: many are reefs that no coast data holds. Places to about 1 km. */
const ISLETS: readonly [name: string, lon: number, lat: number][] = [
  ["Đảo Hoàng Sa", 111.61, 16.53],
  ["Đảo Hữu Nhật", 111.58, 16.5],
  ["Đảo Quang Hòa", 111.71, 16.45],
  ["Đảo Quang Ảnh", 111.51, 16.45],
  ["Đảo Tri Tôn", 111.2, 15.78],
  ["Đảo Phú Lâm", 112.34, 16.83],
  ["Đảo Linh Côn", 112.73, 16.67],
  ["Đảo Cây", 112.27, 16.98],
  ["Đá Bông Bay", 112.52, 16.04],
  ["Đảo Trường Sa", 111.92, 8.64],
  ["Đảo Trường Sa Đông", 112.35, 8.93],
  ["Đảo Đá Tây", 112.24, 8.86],
  ["Đá Lát", 111.67, 8.67],
  ["Đá Đông", 112.6, 8.82],
  ["Đảo Phan Vinh", 113.7, 8.97],
  ["Đá Thuyền Chài", 113.3, 8.17],
  ["Đảo An Bang", 112.92, 7.89],
  ["Đá Tốc Tan", 113.98, 8.81],
  ["Đá Núi Le", 114.2, 8.72],
  ["Đá Tiên Nữ", 114.65, 8.86],
  ["Đá Chữ Thập", 112.98, 9.58],
  ["Đảo Sinh Tồn", 114.33, 9.89],
  ["Đảo Sinh Tồn Đông", 114.56, 9.91],
  ["Đá Cô Lin", 114.25, 9.77],
  ["Đá Gạc Ma", 114.28, 9.72],
  ["Đá Len Đao", 114.37, 9.78],
  ["Đảo Nam Yết", 114.36, 10.18],
  ["Đảo Sơn Ca", 114.48, 10.37],
  ["Đảo Ba Bình", 114.37, 10.38],
  ["Đá Lớn", 113.85, 10.06],
  ["Đá Nam", 114.31, 11.39],
  ["Đảo Song Tử Tây", 114.33, 11.43],
  ["Đảo Song Tử Đông", 114.35, 11.45],
  ["Đảo Thị Tứ", 114.28, 11.05],
  ["Đá Xu Bi", 114.08, 10.92],
  ["Đảo Loại Ta", 114.42, 10.67],
  ["Đảo Bến Lạc", 115.02, 11.08],
  ["Đá Vành Khăn", 115.53, 9.9],
  ["Đảo Vĩnh Viễn", 115.8, 10.73],
  ["Đảo Bình Nguyên", 115.83, 10.82],
];

const islets = ISLETS.map(([name, lon, lat]) =>
  point([lon, lat], { k: "islet", vi: name, en: name, ...ALWAYS }),
);

export const sovereignFeatures: readonly SovereignFeature[] = [...archipelagos, ...sea, ...islets];

export function insideGuardedBox([lon, lat]: readonly [number, number]): boolean {
  return GUARDED_BOXES.some(
    ([west, south, east, north]) => lon >= west && lon <= east && lat >= south && lat <= north,
  );
}

function point(coordinates: [number, number], properties: SovereignProperties): SovereignFeature {
  return { type: "Feature", properties, geometry: { type: "Point", coordinates } };
}
