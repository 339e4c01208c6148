/**
 * Colours of the map. WebGL paint knows no CSS variables, so the map's share of the tokens is written
 * out here, once per theme. Colours of levels are not here: they come with their legal source from
 * lib/metric.
 */
export type ThemeName = "van-hanh" | "trinh-dien" | "sang";

export type Palette = {
  readonly sea: string;
  readonly shelf: string;
  readonly foreign: string;
  readonly country: string;
  readonly own: string;
  readonly coast: string;
  readonly water: string;
  readonly river: string;
  readonly provinceLine: string;
  readonly ownLine: string;
  readonly countryLine: string;
  readonly text: string;
  readonly textQuiet: string;
  readonly textSea: string;
  readonly textRiver: string;
  readonly textSovereign: string;
  readonly halo: string;
  readonly haloSea: string;
  readonly townDot: string;
  /** Ink and ground of numbers beside objects. */
  readonly ink: string;
  readonly inkGround: string;
  /** Rim around marks: the ground's opposite. */
  readonly rim: string;
  /** What is older than it may be, and what nobody judges. */
  readonly stale: string;
  readonly neutral: string;
  readonly vessel: string;
  readonly bus: string;
  /** Rain from little to very much; the heatmap and the columns share it. */
  readonly rain: readonly [string, string, string, string, string];
};

/** Blue to violet like the bulletins' classes: yellow, orange and red belong to alarms. */
const RAIN_ON_DARK = ["#23486b", "#2f78b4", "#58aee6", "#8f95f2", "#d09bff"] as const;
const RAIN_ON_LIGHT = ["#bcdcec", "#6fb1d6", "#2f7fb8", "#274f9c", "#54278f"] as const;

export const PALETTES: Readonly<Record<ThemeName, Palette>> = {
  "van-hanh": {
    sea: "#11171c",
    shelf: "#1d2a33",
    foreign: "#191c1f",
    country: "#20242a",
    own: "#2a2f36",
    coast: "#51626f",
    water: "#17222a",
    river: "#3f5a6d",
    provinceLine: "#3a4149",
    ownLine: "#78838e",
    countryLine: "#5d666f",
    text: "#d3d8dd",
    textQuiet: "#98a1aa",
    textSea: "#6c8496",
    textRiver: "#7f9bb0",
    textSovereign: "#d9c789",
    halo: "#1b1f23",
    haloSea: "#11171c",
    townDot: "#98a1aa",
    ink: "#f2f4f6",
    inkGround: "#15171a",
    rim: "#0c0e10",
    stale: "#8a9199",
    neutral: "#b7bdc4",
    vessel: "#8fd3c8",
    bus: "#a9c8a4",
    rain: RAIN_ON_DARK,
  },
  "trinh-dien": {
    sea: "#04111d",
    shelf: "#0a2c45",
    foreign: "#0a1a28",
    country: "#0f2638",
    own: "#16354c",
    coast: "#4f91b8",
    water: "#082237",
    river: "#2f6f98",
    provinceLine: "#234b68",
    ownLine: "#6fb8e0",
    countryLine: "#3d6f96",
    text: "#e3eff8",
    textQuiet: "#96b6cc",
    textSea: "#5f95b8",
    textRiver: "#6fa9cc",
    textSovereign: "#f0d88a",
    halo: "#0a1a28",
    haloSea: "#04111d",
    townDot: "#8fb0c8",
    ink: "#f3f8fc",
    inkGround: "#04111d",
    rim: "#020a12",
    stale: "#7f8f9f",
    neutral: "#b3cde0",
    vessel: "#74e0cd",
    bus: "#b4dca8",
    rain: RAIN_ON_DARK,
  },
  sang: {
    sea: "#d3dfe6",
    shelf: "#e3ecf0",
    foreign: "#e6e7e4",
    country: "#f1f1ee",
    own: "#fdfdfc",
    coast: "#7d97a8",
    water: "#cddde7",
    river: "#9dbbce",
    provinceLine: "#c4c8cb",
    ownLine: "#79828b",
    countryLine: "#8d949a",
    text: "#2a3038",
    textQuiet: "#59636d",
    textSea: "#4c6f88",
    textRiver: "#44708f",
    textSovereign: "#7a4a00",
    halo: "#fbfbfa",
    haloSea: "#d3dfe6",
    townDot: "#59636d",
    ink: "#14181c",
    inkGround: "#ffffff",
    rim: "#3c444c",
    stale: "#6d757d",
    neutral: "#474e56",
    vessel: "#0d6b60",
    bus: "#3d6b2f",
    rain: RAIN_ON_LIGHT,
  },
};

/** The same hue at seven tenths of its light: pale level colours need it on a light ground. */
export function darker(hex: string): string {
  const parts = bytes(hex)
    .slice(0, 3)
    .map((part) =>
      Math.round(part * 0.7)
        .toString(16)
        .padStart(2, "0"),
    );
  return `#${parts.join("")}`;
}

/** `#rrggbb` as the bytes that deck.gl wants. */
export function bytes(hex: string, alpha = 255): [number, number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255, alpha];
}
