import { plain, type Site } from "./site.ts";

type Gauge = readonly [
  key: string,
  river: string,
  name: string,
  lat: number,
  lon: number,
  unit: string,
  node: string,
];

/** Hydrological stations by name; coordinates within a kilometre. */
const stations: readonly Gauge[] = [
  ["tv-vinh-son", "Kôn", "Vĩnh Sơn", 14.19, 108.72, "21786", "kon-vinh-son"],
  ["tv-binh-nghi", "Kôn", "Bình Nghi", 13.8881, 108.9694, "21808", "kon-binh-nghi"],
  ["tv-thanh-hoa", "Kôn", "Thạnh Hòa", 13.9167, 109.1167, "21934", "kon-thanh-hoa"],
  ["tv-van-canh", "Hà Thanh", "Vân Canh", 13.62, 108.997, "21994", "ha-thanh-van-canh"],
  ["tv-dieu-tri", "Hà Thanh", "Diêu Trì", 13.803, 109.148, "21952", "ha-thanh-dieu-tri"],
  ["tv-an-hoa", "An Lão", "An Hòa", 14.5667, 108.9, "21628", "an-lao-an-hoa"],
  ["tv-bong-son", "Lại Giang", "Bồng Sơn", 14.4333, 109.0167, "21640", "lai-giang-bong-son"],
  ["tv-tra-cau", "Trà Câu", "Trà Câu", 14.856, 108.934, "21451", "tra-cau"],
  ["tv-an-chi", "Vệ", "An Chỉ", 14.9833, 108.8, "21385", "ve-an-chi"],
  ["tv-song-ve", "Vệ", "Sông Vệ", 15.0408, 108.8436, "21238", "ve-song-ve"],
  ["tv-son-giang", "Trà Khúc", "Sơn Giang", 15.1, 108.55, "21292", "tra-khuc-son-giang"],
  ["tv-tra-khuc", "Trà Khúc", "Trà Khúc", 15.1353, 108.7925, "21028", "tra-khuc-tra-khuc"],
  ["tv-chau-o", "Trà Bồng", "Châu Ổ", 15.298, 108.76, "21040", "tra-bong-chau-o"],
];

/** Level points that the demo adds where real systems have more of them. */
const points: readonly Gauge[] = [
  ["mn-la-tinh", "La Tinh", "La Tinh hạ lưu", 14.095, 109.105, "21859", "la-tinh-ha-luu"],
  ["mn-kim-son", "Kim Sơn", "Kim Sơn", 14.352, 108.936, "21688", "kim-son"],
];

type Lake = readonly [
  key: string,
  name: string,
  lat: number,
  lon: number,
  unit: string,
  node: string,
  basin: string,
  facts: string,
];

const lakes: readonly Lake[] = [
  [
    "ho-dinh-binh",
    "Định Bình",
    14.147,
    108.772,
    "21786",
    "ho-dinh-binh",
    "Kôn",
    "226,2 triệu m³; MNDBT 91,93 m (chưa kiểm chứng); mực nước đón lũ tháng 11: 85,0 m",
  ],
  ["ho-nui-mot", "Núi Một", 13.798, 109.0, "21940", "ho-nui-mot", "Kôn", "110 triệu m³; cao trình minh họa"],
  [
    "ho-thuan-ninh",
    "Thuận Ninh",
    14.0,
    108.9,
    "21817",
    "ho-thuan-ninh",
    "Kôn",
    "35,4 triệu m³; cao trình minh họa",
  ],
  [
    "ho-hoi-son",
    "Hội Sơn",
    14.08,
    108.93,
    "21868",
    "ho-hoi-son",
    "La Tinh",
    "44,5–45,65 triệu m³; cao trình minh họa",
  ],
  [
    "ho-dong-mit",
    "Đồng Mít",
    14.68,
    108.83,
    "21616",
    "ho-dong-mit",
    "An Lão",
    "khoảng 89,8 triệu m³; mực nước đón lũ tháng 11: 97,0 m",
  ],
  [
    "ho-van-hoi",
    "Vạn Hội",
    14.43,
    108.92,
    "21703",
    "ho-van-hoi",
    "Lại Giang",
    "14,5 triệu m³; cao trình minh họa",
  ],
  [
    "ho-liet-son",
    "Liệt Sơn",
    14.765,
    108.92,
    "21520",
    "ho-liet-son",
    "Trà Câu",
    "dung tích và cao trình minh họa",
  ],
  [
    "ho-nuoc-trong",
    "Nước Trong",
    15.07,
    108.43,
    "21289",
    "ho-nuoc-trong",
    "Trà Khúc",
    "289,5 triệu m³ (chưa kiểm chứng)",
  ],
];

const weirs: readonly Gauge[] = [
  ["dap-van-phong", "Kôn", "Văn Phong", 13.916, 108.85, "21835", "dap-van-phong"],
  ["dap-thach-nham", "Trà Khúc", "Thạch Nham", 15.128, 108.64, "21244", "dap-thach-nham"],
];

type Spot = readonly [key: string, name: string, lat: number, lon: number, unit: string];

/** Street flooding: one real idea (Nhơn Phú has such an alarm), the others invented. */
const streets: readonly Spot[] = [
  ["ngap-nhon-phu", "Nhơn Phú", 13.79, 109.185, "21553"],
  ["ngap-ngo-may", "Ngô Mây", 13.7665, 109.217, "21592"],
  ["ngap-dong-da", "Đống Đa", 13.7825, 109.2175, "21583"],
  ["ngap-hung-vuong", "Hùng Vương", 13.7835, 109.2005, "21583"],
  ["ngap-tay-son", "Tây Sơn", 13.7575, 109.2095, "21592"],
  ["ngap-dieu-tri", "Diêu Trì", 13.806, 109.146, "21952"],
];

const gauge =
  (kind: "gauge" | "weir", vi: (name: string) => string, en: (name: string) => string) =>
  ([key, river, name, lat, lon, unit, node]: Gauge): Site => ({
    key,
    kind,
    nameVi: `${vi(name)} (sông ${river})`,
    nameEn: `${en(plain(name))} (${plain(river)} River)`,
    lat,
    lon,
    unit,
    node,
    basin: river,
    illustrative: true,
  });

export const waterSites: readonly Site[] = [
  ...stations.map(
    gauge(
      "gauge",
      (name) => `TV ${name}`,
      (name) => `${name} gauge`,
    ),
  ),
  ...points.map(
    gauge(
      "gauge",
      (name) => `Điểm đo mực nước minh họa ${name}`,
      (name) => `${name} level point`,
    ),
  ),
  ...weirs.map(
    gauge(
      "weir",
      (name) => `Đập dâng ${name}`,
      (name) => `${name} weir`,
    ),
  ),
  ...lakes.map(
    ([key, name, lat, lon, unit, node, basin, facts]): Site => ({
      key,
      kind: "reservoir",
      nameVi: `Hồ ${name}`,
      nameEn: `${plain(name)} reservoir`,
      lat,
      lon,
      unit,
      node,
      basin,
      facts,
      illustrative: true,
    }),
  ),
  ...streets.map(
    ([key, name, lat, lon, unit]): Site => ({
      key,
      kind: "flood_sensor",
      nameVi: `Cảnh báo ngập ${name}`,
      nameEn: `${plain(name)} flood sensor`,
      lat,
      lon,
      unit,
      basin: "Hà Thanh",
      illustrative: true,
    }),
  ),
];
