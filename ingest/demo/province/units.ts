import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Unit, UnitKind } from "#lib/unit/model.ts";
import { plain } from "./site.ts";

type Row = {
  province: string;
  code: string;
  kind: UnitKind;
  name: string;
  area_km2: string;
  lat: string;
  lon: string;
};

const WORDS: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  ward: ["Phường", "Ward"],
  commune: ["Xã", "Commune"],
  special_zone: ["Đặc khu", "Special Zone"],
};
const MERGER =
  "Sắp xếp đơn vị hành chính từ 01/7/2025; bảng mã thanglequoc/vietnamese-provinces-database (MIT)";

function province(code: string, nameVi: string, validFrom: string, more: Partial<Unit> = {}): Unit {
  return {
    code,
    validFrom,
    validTo: null,
    kind: "province",
    nameVi,
    nameEn: plain(nameVi).replace("Tinh ", "").concat(" Province"),
    parentCode: null,
    areaKm2: null,
    population: null,
    lon: null,
    lat: null,
    mergedFrom: [],
    source: MERGER,
    ...more,
  };
}

/** The provinces of the demo before and after 1 July 2025: code 52 was Bình Định and is Gia Lai. */
const provinces: readonly Unit[] = [
  province("52", "Tỉnh Bình Định", "1989-07-01", {
    validTo: "2025-07-01",
    source: "Danh mục đơn vị hành chính",
  }),
  province("51", "Tỉnh Quảng Ngãi", "1989-07-01", {
    validTo: "2025-07-01",
    source: "Danh mục đơn vị hành chính",
  }),
  province("52", "Tỉnh Gia Lai", "2025-07-01", {
    areaKm2: 21_576.5,
    lon: 109.2237,
    lat: 13.7765,
    mergedFrom: ["Tỉnh Bình Định", "Tỉnh Gia Lai"],
  }),
  province("51", "Tỉnh Quảng Ngãi", "2025-07-01", {
    areaKm2: 14_832.53,
    lon: 108.7923,
    lat: 15.1205,
    mergedFrom: ["Tỉnh Quảng Ngãi", "Tỉnh Kon Tum"],
  }),
];

/** Provinces and the 231 communes of 2025 with their codes. Codes are re-used: never without their period. */
export function units(): Unit[] {
  const file = readFileSync(join(import.meta.dirname, "communes.csv"), "utf8");
  const rows = parse(file, { columns: true, skip_empty_lines: true }) as Row[];
  const communes = rows.map((row): Unit => {
    const [vi, en] = WORDS[row.kind] ?? ["", ""];
    return {
      code: row.code,
      validFrom: "2025-07-01",
      validTo: null,
      kind: row.kind,
      nameVi: `${vi} ${row.name}`,
      nameEn: `${plain(row.name)} ${en}`,
      parentCode: row.province,
      areaKm2: Number(row.area_km2),
      population: null,
      lon: Number(row.lon),
      lat: Number(row.lat),
      mergedFrom: [],
      source: MERGER,
    };
  });
  return [...provinces, ...communes];
}
