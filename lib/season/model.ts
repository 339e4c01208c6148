import { tzOffset } from "@date-fns/tz";

/** By what a band is divided: the 168 hours of a week, or the 24 of a day. Local time. */
export const SLOTS = ["hour_of_week", "hour_of_day"] as const;
export type Slots = (typeof SLOTS)[number];

/** How a band is made: everything that two rules must agree on to share one. */
export type Shape = { slots: Slots; weeks: number; lowPct: number; highPct: number };

/** As stored and compared. */
export function shapeKey({ slots, weeks, lowPct, highPct }: Shape): string {
  return `${slots}/${weeks}/${lowPct}/${highPct}`;
}

/** What is usual of one series, by slot; NaN where a slot has no sample. Slot 0 begins on Monday at midnight. */
export type Band = {
  zone: string;
  low: Float64Array;
  mid: Float64Array;
  high: Float64Array;
  /** Hours that each slot was made of. */
  samples: Int32Array;
};

export function slotCount(slots: Slots): number {
  return slots === "hour_of_week" ? 168 : 24;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** 1 January 1970 was a Thursday. */
const THURSDAY = 3 * 24;

/** Which slot a time (ms) falls into. The zone's offset is looked up once for each hour that is asked in a row. */
export function slotter(zone: string, slots: Slots): (time: number) => number {
  let hour = Number.NaN;
  let slot = 0;
  const length = slotCount(slots);
  return (time) => {
    const asked = Math.floor(time / (HOUR / 4));
    if (asked === hour) return slot;
    hour = asked;
    const local = Math.floor((time + tzOffset(zone, new Date(time)) * MINUTE) / HOUR);
    slot = (((local + THURSDAY) % length) + length) % length;
    return slot;
  };
}
