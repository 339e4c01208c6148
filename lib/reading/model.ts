/** A reading as the pipeline carries it: resolved to its series, times in ms since 1970 UTC, value in the metric's unit. */
export type Reading = {
  seriesId: number;
  time: number;
  value: number;
  /** Bit set of {@link Quality}; 0 = good. */
  quality: number;
};

/** A position as the pipeline carries it. Degrees WGS 84; speed km/h; course degrees from true north. */
export type Position = {
  assetId: number;
  time: number;
  lon: number;
  lat: number;
  speed: number | null;
  course: number | null;
  quality: number;
};

/** What made a reading less than good. Stored as a bit set, so that a value can carry several reasons. */
export const Quality = {
  good: 0,
  outOfRange: 1,
  tooFast: 2,
  late: 4,
  clockAhead: 8,
  deviceFlag: 16,
  unconfirmed: 32,
  corrected: 64,
} as const;

export type QualityName = keyof typeof Quality;

export function qualityNames(bits: number): QualityName[] {
  const names = (Object.keys(Quality) as QualityName[]).filter((n) => Quality[n] !== 0 && bits & Quality[n]);
  return names.length ? names : ["good"];
}

/** Bits that make a value unfit to be judged by rules or shown without a mark. */
export const SUSPECT = Quality.outOfRange | Quality.tooFast | Quality.clockAhead | Quality.deviceFlag;

/** Why a value must not be taken as what is so now. */
export type Doubt = "stale" | "suspect" | "unconfirmed";

/** null: fresh, believable and of a confirmed device. What is old is old before all else. */
export function doubtOf({ stale, quality }: { stale: boolean; quality: number }): Doubt | null {
  if (stale) return "stale";
  if ((quality & Quality.unconfirmed) !== 0) return "unconfirmed";
  return (quality & SUSPECT) === 0 ? null : "suspect";
}
