import type { Site } from "./site.ts";

type Row = readonly [key: string, vi: string, en: string, lat: number, lon: number, unit: string];

/** Invented cameras at real places. They have no pictures: a picture that is not of the place would lie. */
const rows: readonly Row[] = [
  ["cam-thanh-hoa", "Cầu Thạnh Hòa", "Thanh Hoa bridge", 13.9159, 109.1181, "21934"],
  ["cam-binh-nghi", "Cầu Kiên Mỹ, sông Kôn", "Kien My bridge, Kon river", 13.905, 108.905, "21808"],
  ["cam-dinh-binh", "Đập Định Bình", "Dinh Binh dam", 14.128, 108.78, "21786"],
  ["cam-bong-son", "Cầu Bồng Sơn", "Bong Son bridge", 14.4342, 109.0149, "21640"],
  ["cam-tra-khuc", "Cầu Trà Khúc", "Tra Khuc bridge", 15.1332, 108.7942, "21028"],
  ["cam-song-ve", "Cầu Sông Vệ", "Song Ve bridge", 15.0421, 108.8421, "21238"],
  ["cam-thi-nai", "Cầu Thị Nại", "Thi Nai bridge", 13.8052, 109.2551, "21601"],
  ["cam-dong-da", "Ngã năm Đống Đa", "Dong Da junction", 13.7812, 109.2163, "21583"],
  ["cam-ngo-may", "Ngô Mây, điểm ngập", "Ngo May, flooded point", 13.7662, 109.2168, "21592"],
  ["cam-cang-quy-nhon", "Cảng cá Quy Nhơn", "Quy Nhon fishing port", 13.7768, 109.2412, "21583"],
];

export const cameraSites: readonly Site[] = rows.map(([key, vi, en, lat, lon, unit]) => ({
  key,
  kind: "camera",
  nameVi: `Camera ${vi}`,
  nameEn: `Camera, ${en}`,
  lat,
  lon,
  unit,
  illustrative: true,
}));
