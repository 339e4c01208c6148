import { basePoints } from "./base-points.ts";
import { plain, type Site, type SiteKind } from "./site.ts";

type Row = readonly [key: string, nameVi: string, nameEn: string, lat: number, lon: number, unit: string];

function sites(
  kind: SiteKind,
  traits: readonly string[],
  rows: readonly (readonly [...Row, ...number[]])[],
): Site[] {
  return rows.map(([key, nameVi, nameEn, lat, lon, unit, ...numbers]) => ({
    key,
    kind,
    nameVi,
    nameEn,
    lat,
    lon,
    unit,
    traits: Object.fromEntries(traits.map((name, i) => [name, numbers[i] ?? 0])),
    illustrative: true,
  }));
}

/** Street names are real, traffic is not: capacity in vehicles an hour, free speed in km/h, evening share. */
const roads = sites(
  "road",
  ["capacity", "free", "leisure"],
  [
    ["gt-dong-da", "Ngã năm Đống Đa", "Dong Da junction", 13.781, 109.216, "21583", 5200, 38, 0.4],
    ["gt-ben-xe", "Ngã năm bến xe", "Bus station junction", 13.7545, 109.2085, "21592", 4600, 38, 0.3],
    [
      "gt-ngo-may",
      "Ngô Mây – Nguyễn Thái Học",
      "Ngo May – Nguyen Thai Hoc",
      13.765,
      109.2155,
      "21592",
      3800,
      35,
      0.6,
    ],
    ["gt-phu-tai", "Ngã ba Phú Tài", "Phu Tai junction", 13.788, 109.151, "21553", 5600, 48, 0.1],
    ["gt-thi-nai", "Cầu Thị Nại", "Thi Nai bridge", 13.806, 109.257, "21601", 4200, 62, 0.35],
    [
      "gt-le-hong-phong",
      "Lê Hồng Phong – Tăng Bạt Hổ",
      "Le Hong Phong – Tang Bat Ho",
      13.773,
      109.229,
      "21583",
      3600,
      32,
      0.7,
    ],
    [
      "gt-quang-truong",
      "Quảng trường Nguyễn Tất Thành",
      "Nguyen Tat Thanh square",
      13.769,
      109.23,
      "21583",
      4000,
      36,
      1,
    ],
    [
      "gt-nga-sau",
      "Ngã sáu Nguyễn Tất Thành",
      "Nguyen Tat Thanh six-way junction",
      13.772,
      109.226,
      "21583",
      4400,
      34,
      0.6,
    ],
    [
      "gt-tran-thi-ky",
      "Nguyễn Tất Thành – Trần Thị Kỷ",
      "Nguyen Tat Thanh – Tran Thi Ky",
      13.776,
      109.2245,
      "21583",
      3900,
      38,
      0.4,
    ],
    ["gt-mui-tan", "Mũi Tấn", "Mui Tan", 13.7755, 109.242, "21583", 2200, 34, 0.6],
    ["gt-vo-lieu", "Võ Liệu – Tây Sơn", "Vo Lieu – Tay Son", 13.757, 109.2095, "21592", 3800, 40, 0.2],
    [
      "gt-hoang-van-thu",
      "Hoàng Văn Thụ – Tây Sơn",
      "Hoang Van Thu – Tay Son",
      13.764,
      109.2125,
      "21592",
      3900,
      38,
      0.3,
    ],
    [
      "gt-tms",
      "An Dương Vương (tháp TMS)",
      "An Duong Vuong (TMS tower)",
      13.7595,
      109.2185,
      "21592",
      3000,
      36,
      1,
    ],
    ["gt-cau-doi", "Cầu Đôi", "Cau Doi bridge", 13.7867, 109.2106, "21583", 4300, 40, 0.2],
    ["gt-ga-dieu-tri", "Ga Diêu Trì", "Dieu Tri station", 13.805, 109.143, "21952", 3400, 42, 0.1],
    ["gt-ql1-tuy-phuoc", "QL1 – Tuy Phước", "Highway 1 at Tuy Phuoc", 13.83, 109.15, "21952", 5200, 66, 0.05],
    ["gt-ql1-an-nhon", "QL1 – An Nhơn", "Highway 1 at An Nhon", 13.8858, 109.1082, "21907", 5200, 58, 0.1],
    ["gt-phu-cat", "QL1 – Phù Cát", "Highway 1 at Phu Cat", 14.0032, 109.058, "21853", 4600, 68, 0.05],
    ["gt-san-bay", "Sân bay Phù Cát", "Phu Cat airport", 13.955, 109.042, "21853", 1600, 50, 0.15],
    ["gt-phu-my", "QL1 – Phù Mỹ", "Highway 1 at Phu My", 14.1718, 109.0489, "21730", 4600, 70, 0.05],
    ["gt-bong-son", "QL1 – Bồng Sơn", "Highway 1 at Bong Son", 14.4291, 109.0156, "21640", 4600, 56, 0.1],
    ["gt-phu-phong", "QL19 – Phú Phong", "Highway 19 at Phu Phong", 13.9096, 108.919, "21808", 3600, 56, 0.1],
    ["gt-deo-an-khe", "Đèo An Khê (QL19)", "An Khe pass (Highway 19)", 13.93, 108.75, "21820", 2400, 44, 0],
    ["gt-deo-cu-mong", "Đèo Cù Mông (QL1)", "Cu Mong pass (Highway 1)", 13.645, 109.15, "21589", 3200, 50, 0],
    ["gt-sa-huynh", "QL1 – Sa Huỳnh", "Highway 1 at Sa Huynh", 14.668, 109.072, "21478", 4400, 66, 0.05],
    ["gt-duc-pho", "QL1 – Đức Phổ", "Highway 1 at Duc Pho", 14.8135, 108.9593, "21439", 4600, 62, 0.05],
    ["gt-mo-duc", "QL1 – Mộ Đức", "Highway 1 at Mo Duc", 14.9551, 108.8859, "21400", 4600, 66, 0.05],
    ["gt-tra-khuc", "Cầu Trà Khúc", "Tra Khuc bridge", 15.1353, 108.7925, "21028", 5000, 46, 0.3],
    ["gt-quang-ngai", "Trung tâm Quảng Ngãi", "Quang Ngai centre", 15.1205, 108.7923, "21028", 4400, 34, 0.7],
    ["gt-binh-son", "QL1 – Bình Sơn", "Highway 1 at Binh Son", 15.2978, 108.7612, "21040", 4600, 64, 0.05],
  ],
);

const outfalls = sites(
  "outfall",
  ["flow"],
  [
    ["xt-phu-tai", "Xả thải KCN Phú Tài", "Phu Tai outfall", 13.766, 109.152, "21589", 82],
    ["xt-long-my", "Xả thải KCN Long Mỹ", "Long My outfall", 13.7215, 109.147, "21589", 45],
    ["xt-nhon-hoi", "Xả thải KKT Nhơn Hội", "Nhon Hoi outfall", 13.854, 109.262, "21601", 60],
    ["xt-nhon-hoa", "Xả thải KCN Nhơn Hòa", "Nhon Hoa outfall", 13.844, 109.083, "21943", 70],
    ["xt-becamex", "Xả thải KCN Becamex", "Becamex outfall", 13.706, 109.05, "22006", 38],
    ["xt-dung-quat", "Xả thải KKT Dung Quất", "Dung Quat outfall", 15.372, 108.782, "21061", 160],
    ["xt-vsip", "Xả thải VSIP Quảng Ngãi", "VSIP Quang Ngai outfall", 15.17, 108.787, "21172", 90],
  ],
);

/** Invented substations: greatest load in MW, nominal voltage in kV. */
const substations = sites(
  "substation",
  ["peak", "nominal"],
  [
    [
      "dl-quy-nhon",
      "Trạm 110 kV minh họa Quy Nhơn",
      "Substation Quy Nhon",
      13.775,
      109.212,
      "21592",
      72,
      110,
    ],
    ["dl-phu-tai", "Trạm 110 kV minh họa Phú Tài", "Substation Phu Tai", 13.77, 109.153, "21589", 88, 110],
    ["dl-nhon-hoi", "Trạm 110 kV minh họa Nhơn Hội", "Substation Nhon Hoi", 13.85, 109.26, "21601", 40, 110],
    ["dl-an-nhon", "Trạm 110 kV minh họa An Nhơn", "Substation An Nhon", 13.88, 109.1, "21907", 52, 110],
    ["dl-phu-my", "Trạm 110 kV minh họa Phù Mỹ", "Substation Phu My", 14.17, 109.05, "21730", 30, 110],
    [
      "dl-hoai-nhon",
      "Trạm 110 kV minh họa Hoài Nhơn",
      "Substation Hoai Nhon",
      14.45,
      109.02,
      "21673",
      38,
      110,
    ],
    ["dl-tay-son", "Trạm 110 kV minh họa Tây Sơn", "Substation Tay Son", 13.91, 108.91, "21808", 26, 110],
    ["dl-duc-pho", "Trạm 110 kV minh họa Đức Phổ", "Substation Duc Pho", 14.82, 108.95, "21439", 30, 110],
    [
      "dl-quang-ngai",
      "Trạm 110 kV minh họa Quảng Ngãi",
      "Substation Quang Ngai",
      15.12,
      108.79,
      "21028",
      84,
      110,
    ],
    [
      "dl-dung-quat",
      "Trạm 110 kV minh họa Dung Quất",
      "Substation Dung Quat",
      15.36,
      108.78,
      "21061",
      140,
      110,
    ],
  ],
);

const hospitals = sites(
  "hospital",
  ["beds"],
  [
    ["bv-tinh", "BVĐK tỉnh (106 Nguyễn Huệ)", "Provincial general hospital", 13.764, 109.224, "21583", 1500],
    ["bv-quy-nhon", "BVĐK Quy Nhơn", "Quy Nhon hospital", 13.776, 109.23, "21583", 350],
    ["bv-quy-hoa", "BV Phong – Da liễu TW Quy Hòa", "Quy Hoa hospital", 13.725, 109.212, "21592", 360],
    ["bv-bong-son", "BVĐK khu vực Bồng Sơn", "Bong Son hospital", 14.433, 109.013, "21640", 500],
    ["bv-phu-phong", "BVĐK khu vực Phú Phong", "Phu Phong hospital", 13.908, 108.92, "21808", 260],
    ["bv-an-nhon", "TTYT An Nhơn", "An Nhon health centre", 13.885, 109.109, "21907", 300],
    ["bv-quang-ngai", "BVĐK tỉnh Quảng Ngãi", "Quang Ngai hospital", 15.118, 108.788, "21028", 900],
  ],
);

const forests = sites(
  "forest",
  ["height"],
  [
    ["rung-an-toan", "Rừng minh họa An Toàn", "Forest An Toan", 14.53, 108.69, "21622", 600],
    ["rung-an-vinh", "Rừng minh họa An Vinh", "Forest An Vinh", 14.66, 108.79, "21616", 300],
    ["rung-vinh-son", "Rừng minh họa Vĩnh Sơn", "Forest Vinh Son", 14.3, 108.68, "21787", 500],
    ["rung-canh-lien", "Rừng minh họa Canh Liên", "Forest Canh Lien", 13.645, 108.905, "21997", 450],
    ["rung-dak-song", "Rừng minh họa Đăk Song", "Forest Dak Song", 13.75, 108.83, "23842", 450],
    ["rung-xuan-an", "Rừng minh họa Xuân An", "Forest Xuan An", 14.03, 109.17, "21892", 300],
    ["rung-ba-vinh", "Rừng minh họa Ba Vinh", "Forest Ba Vinh", 14.8, 108.66, "21490", 350],
    ["rung-son-tay-ha", "Rừng minh họa Sơn Tây Hạ", "Forest Son Tay Ha", 14.98, 108.42, "21343", 400],
    ["rung-thanh-bong", "Rừng minh họa Thanh Bồng", "Forest Thanh Bong", 15.21, 108.46, "21124", 500],
    ["rung-khanh-cuong", "Rừng minh họa Khánh Cường", "Forest Khanh Cuong", 14.72, 109.0, "21472", 150],
  ],
);

const racks = Array.from({ length: 8 }, (_, i): Site => {
  const number = String(i + 1).padStart(2, "0");
  return {
    key: `tu-${number}`,
    kind: "rack",
    nameVi: `Tủ máy chủ minh họa ${number}`,
    nameEn: `Illustrative rack ${number}`,
    lat: 13.7695,
    lon: 109.229,
    unit: "21583",
    traits: { load: 3 + (i % 4) },
    illustrative: true,
  };
});

const baseStations = basePoints.map(([lat, lon, unit], i): Site => {
  const number = String(i + 1).padStart(3, "0");
  return {
    key: `bts-${number}`,
    kind: "bts",
    nameVi: `Trạm BTS minh họa ${number}`,
    nameEn: plain(`Illustrative base station ${number}`),
    lat,
    lon,
    unit,
    illustrative: true,
  };
});

export const landSites: readonly Site[] = [
  ...roads,
  ...outfalls,
  ...substations,
  ...hospitals,
  ...forests,
  ...racks,
  ...baseStations,
];
