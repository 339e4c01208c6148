/** What the program knows about one measured quantity. Plain data: no behaviour hides here. */
export type Metric = {
  /** `[a-z0-9_]{1,64}`: the last word of the topic `ioc/<feed>/<asset>/<metric>`. */
  id: string;
  title: Title;
  /** Canonical unit as shown; everything stored is in this unit. */
  unit: string;
  /** Physically possible values; a reading outside them is refused, not clipped. */
  range: { min: number; max: number };
  /** Largest believable change per minute. It catches sensor spikes, not fast events. */
  maxPerMinute?: number;
  /** How often a working device is expected to speak. A feed or a series may say otherwise. */
  periodSeconds: number;
  aggregate: Aggregate;
  decimals: number;
  /** A counter: the metric of the steps between its states. */
  steps?: string;
  /** Of a sum over an interval: more than this a minute is a counter, not a sum. */
  mostPerMinute?: number;
  /** Possible values, in `unit`, that devices send for "not available", beside {@link UNAVAILABLE}; empty: not even those. */
  unavailable?: readonly number[];
  /** Other units that sources use: canonical = value × factor + offset. */
  accepts: Readonly<Record<string, Conversion>>;
  levels?: LevelScale;
};

/** The largest numbers of registers of 16 and 32 bits: a device that says one of them to the digit measured nothing. */
export const UNAVAILABLE: readonly number[] = [32_767, 65_535, 2_147_483_647, 4_294_967_295];

export type Title = { vi: string; en: string };

/** How many readings become one number in a longer bucket. `circular`: the mean of directions in degrees. */
export type Aggregate = "mean" | "sum" | "last" | "max" | "circular";

export type Conversion = { factor: number; offset?: number };

/**
 * `value`: `from` is in the metric's unit and holds everywhere.
 * `threshold`: the limits are the station's own threshold set; only names and colours are here.
 */
export type LevelScale = {
  by: "value" | "threshold";
  source: string;
  /** False where the source was remembered and nobody has compared it with the text yet. */
  verified: boolean;
  items: readonly Level[];
};

export type Level = { key: string; title: Title; from?: number; color: string };

export type MetricDomain = { id: string; title: Title; metrics: readonly Metric[] };

/** @returns the value in the canonical unit, or undefined when the unit is not known for this metric. */
export function toCanonical(metric: Metric, value: number, unit?: string): number | undefined {
  if (unit === undefined || unit === metric.unit) return value;
  const conversion = Object.hasOwn(metric.accepts, unit) ? metric.accepts[unit] : undefined;
  if (!conversion) return undefined;
  return value * conversion.factor + (conversion.offset ?? 0);
}

export function isPossible(metric: Metric, value: number): boolean {
  return value >= metric.range.min && value <= metric.range.max;
}

/** The highest level whose lower bound the value reaches; undefined below the first. */
export function levelOf(scale: LevelScale, value: number): Level | undefined {
  let found: Level | undefined;
  for (const level of scale.items) {
    if (level.from !== undefined && value >= level.from) found = level;
  }
  return found;
}
