import { rainPoints } from "./rain-points.ts";
import { plain, type Site } from "./site.ts";

type Spot = readonly [
  key: string,
  name: string,
  lat: number,
  lon: number,
  unit: string | undefined,
  heightM: number,
];

const stations: readonly Spot[] = [
  ["kt-quy-nhon", "Quy Nhơn", 13.77, 109.2167, "21592", 5],
  ["kt-hoai-nhon", "Hoài Nhơn", 14.5167, 109.0333, "21664", 8],
  ["kt-quang-ngai", "Quảng Ngãi", 15.1167, 108.8, "21028", 8],
  ["kt-ba-to", "Ba Tơ", 14.7667, 108.7333, "21484", 55],
  ["kt-ly-son", "Lý Sơn", 15.3833, 109.1167, "21548", 6],
  ["kt-pleiku", "Pleiku", 13.9717, 108.0167, "23575", 780],
  ["kt-an-khe", "An Khê", 13.95, 108.65, "23614", 430],
];

type AirSpot = readonly [
  key: string,
  name: string,
  lat: number,
  lon: number,
  unit: string,
  traffic: number,
  industry: number,
  dust: number,
];

const airPoints: readonly AirSpot[] = [
  ["kk-quang-truong", "Quảng trường Quy Nhơn", 13.769, 109.23, "21583", 0.6, 0.1, 0.3],
  ["kk-dong-da", "Ngã năm Đống Đa", 13.781, 109.216, "21583", 1, 0.1, 0.5],
  ["kk-phu-tai", "KCN Phú Tài", 13.765, 109.15, "21589", 0.8, 1, 1],
  ["kk-long-my", "KCN Long Mỹ", 13.72, 109.148, "21589", 0.4, 0.9, 0.9],
  ["kk-nhon-hoi", "KKT Nhơn Hội", 13.855, 109.265, "21601", 0.2, 0.7, 0.5],
  ["kk-an-nhon", "An Nhơn", 13.8858, 109.1082, "21907", 0.7, 0.3, 0.6],
  ["kk-bong-son", "Bồng Sơn", 14.4291, 109.0156, "21640", 0.6, 0.2, 0.5],
  ["kk-phu-phong", "Phú Phong", 13.9096, 108.919, "21808", 0.4, 0.2, 0.5],
  ["kk-quang-ngai", "Quảng Ngãi", 15.1205, 108.7923, "21028", 0.8, 0.3, 0.6],
  ["kk-dung-quat", "Dung Quất", 15.375, 108.785, "21061", 0.3, 1, 0.7],
  ["kk-duc-pho", "Đức Phổ", 14.8135, 108.9593, "21439", 0.5, 0.2, 0.5],
  ["kk-ghenh-rang", "Ghềnh Ráng (nền)", 13.746, 109.214, "21592", 0.1, 0.05, 0.1],
];

function rainKey(basin: string, number: number): string {
  const slug = plain(basin).toLowerCase().replaceAll(" ", "-");
  return `mua-${slug}-${String(number).padStart(2, "0")}`;
}

export const skySites: readonly Site[] = [
  ...stations.map(
    ([key, name, lat, lon, unit, heightM]): Site => ({
      key,
      kind: "weather",
      nameVi: `Trạm khí tượng ${name}`,
      nameEn: `${plain(name)} weather station`,
      lat,
      lon,
      unit,
      heightM,
      illustrative: true,
    }),
  ),
  {
    key: "hv-quy-nhon",
    kind: "tide_gauge",
    nameVi: "Trạm hải văn Quy Nhơn",
    nameEn: "Quy Nhon tide gauge",
    lat: 13.767,
    lon: 109.25,
    facts: "Vị trí và hằng số điều hòa: TICON-4 (CC BY 4.0); độ cao so với mực biển trung bình",
    illustrative: false,
  },
  ...rainPoints.map(
    ([basin, number, lat, lon, unit]): Site => ({
      key: rainKey(basin, number),
      kind: "rain_gauge",
      nameVi: `Điểm đo mưa minh họa ${basin} ${String(number).padStart(2, "0")}`,
      nameEn: `Illustrative rain gauge ${plain(basin)} ${String(number).padStart(2, "0")}`,
      lat,
      lon,
      unit,
      basin,
      illustrative: true,
    }),
  ),
  ...airPoints.map(
    ([key, name, lat, lon, unit, traffic, industry, dust]): Site => ({
      key,
      kind: "air",
      nameVi: `Trạm không khí minh họa ${name}`,
      nameEn: `Illustrative air station ${plain(name)}`,
      lat,
      lon,
      unit,
      traits: { traffic, industry, dust },
      illustrative: true,
    }),
  ),
];
