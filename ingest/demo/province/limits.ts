import type { Level } from "#lib/asset/model.ts";

/** Levels of one place; dates are local. A set that names the month holds before one that does not. */
export type Limits = {
  asset: string;
  metric: string;
  levels: readonly Level[];
  source: string;
  validFrom: string;
  validTo: string | null;
  /** Of each year; absent: all. */
  months?: readonly number[];
};

type Flood = readonly [
  asset: string,
  one: number,
  two: number,
  three: number,
  unverified: string,
  evidence: string,
];

/**
 * Báo động I, II, III in m. Each was worked out from bulletins that give a level and its distance from the limit;
 * the numbers named as unverified were remembered.
 */
const floods: readonly Flood[] = [
  ["tv-vinh-son", 71, 72.5, 74, "3", "71,05 = I + 0,05 (2017); 73,14 = II + 0,64 (2022)"],
  ["tv-binh-nghi", 15.5, 16.5, 17.5, "", "14,77 = I − 0,73 (21/11/2025); 17,31 = III − 0,19 (2017)"],
  ["tv-thanh-hoa", 6, 7, 8, "", "6,87 = II − 0,13; 7,50 = III − 0,50 (18/11/2025)"],
  ["tv-van-canh", 42.5, 44, 45.5, "", "44,11 = II + 0,11; 45,00 = III − 0,50 (17/11/2025)"],
  ["tv-dieu-tri", 3.5, 4.5, 5.5, "1", "4,76 = II + 0,26; 6,30 = III + 0,80 (2017)"],
  ["tv-an-hoa", 22, 23, 24, "3", "21,61 = I − 0,39 (2025); 23,00 = II (2017)"],
  ["tv-bong-son", 6, 7, 8, "", "6,02 = I + 0,02; 7,50 = III − 0,50 (2017)"],
  ["tv-chau-o", 2.5, 3.5, 4.5, "1", "3,05 = II − 0,45 (2020); 4,27 = III − 0,23 (30/10/2025)"],
  ["tv-tra-khuc", 3.5, 5, 6.5, "", "4,76 = II − 0,24 (2020)"],
  ["tv-song-ve", 2.5, 3.5, 4.5, "", "2,63 = I + 0,13 (2013); 4,96 = III + 0,46 (2020)"],
  ["tv-tra-cau", 3.5, 4.5, 5.5, "2", "3,32 = I − 0,18 (2013); 5,34 = III − 0,16 (2024)"],
  ["tv-an-chi", 5.5, 7, 8.5, "123", "chưa có nguồn"],
];

const floodLimits = floods.map(
  ([asset, one, two, three, unverified, evidence]): Limits => ({
    asset,
    metric: "water_level",
    levels: [one, two, three].map((value, i) => ({
      id: `bd${i + 1}`,
      value,
      severity: i + 2,
      verified: !unverified.includes(String(i + 1)),
    })),
    source: `QĐ 05/2020/QĐ-TTg, suy ra từ bản tin: ${evidence}`,
    validFrom: "2020-03-15",
    validTo: null,
  }),
);

type Month = readonly [months: readonly number[], level: number, source: string | null];
type Lake = readonly [asset: string, full: number, floodSeason?: readonly Month[]];

const BULLETIN = "Mực nước đón lũ tháng 11 theo tin vận hành hồ 11/2025";

/** Normal full level, and the levels to keep below in the months of the flood season, m. Without a source: illustrative. */
const lakes: readonly Lake[] = [
  [
    "ho-dinh-binh",
    91.93,
    [
      [[9], 88, null],
      [[10], 86, null],
      [[11], 85, BULLETIN],
      [[12], 89, null],
    ],
  ],
  [
    "ho-dong-mit",
    101.2,
    [
      [[9, 10], 98.5, null],
      [[11], 97, BULLETIN],
    ],
  ],
  ["ho-nui-mot", 46.2],
  ["ho-thuan-ninh", 68],
  ["ho-hoi-son", 68.6],
  ["ho-van-hoi", 44],
  ["ho-liet-son", 35.9],
  ["ho-nuoc-trong", 129.5],
];

const lakeLimits = lakes.flatMap(([asset, full, season = []]): Limits[] => {
  const top: Level = { id: "full", value: full, severity: 4, verified: false };
  const metric = "reservoir_level";
  const always = { asset, metric, validFrom: "2025-07-01", validTo: null };
  return [
    { ...always, levels: [top], source: "Mực nước dâng bình thường (minh họa, chưa kiểm chứng)" },
    ...season.map(
      ([months, value, source]): Limits => ({
        ...always,
        months,
        levels: [{ id: "flood_limit", value, severity: 3, verified: source !== null }, top],
        source: source ?? "Mực nước đón lũ theo tháng (minh họa, chưa kiểm chứng)",
      }),
    ),
  ];
});

export const limits: readonly Limits[] = [...floodLimits, ...lakeLimits];
