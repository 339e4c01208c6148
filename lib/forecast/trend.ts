import { median } from "simple-statistics";

type Point = { at: number; value: number };
export type Trend = { issuedAt: number; points: { at: number; value: number; low: number; high: number }[] };

const FEWEST = 8;
/** Pairs grow with the square: 60 points make 1,770. */
const MOST = 60;
/** A straight line is believed no farther ahead than it has been seen. */
const REACH = 1;
const STEPS = 6;

/**
 * A short forecast from the newest readings, ascending: a straight line through them by Theil and Sen (the median of
 * the slopes of all pairs, which a third of outliers does not move), as far ahead as the readings reach back, at
 * most `aheadMs`. Low and high: twice the median distance of the readings from it, widening with the lead.
 * null: too few readings, or they span no time.
 */
export function trendOf(readings: readonly Point[], aheadMs: number): Trend | null {
  const seen = thinned(readings);
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last || seen.length < FEWEST) return null;
  const span = last.at - first.at;
  if (span <= 0) return null;
  const slope = median(slopesOf(seen));
  const level = median(seen.map(({ at, value }) => value - slope * (at - last.at)));
  const spread = median(seen.map(({ at, value }) => Math.abs(value - (level + slope * (at - last.at)))));
  const reach = Math.min(aheadMs, span * REACH);
  const points = Array.from({ length: STEPS }, (_, i) => {
    const ahead = (reach * (i + 1)) / STEPS;
    const value = level + slope * ahead;
    const wide = 2 * spread * (1 + ahead / span);
    return { at: Math.round(last.at + ahead), value, low: value - wide, high: value + wide };
  });
  return { issuedAt: last.at, points };
}

/** Evenly taken; the newest stays. */
function thinned(readings: readonly Point[]): Point[] {
  const step = Math.ceil(readings.length / MOST);
  return readings.filter((_, i) => (readings.length - 1 - i) % step === 0);
}

function slopesOf(points: readonly Point[]): number[] {
  return points.flatMap((a, i) =>
    points.slice(i + 1).flatMap((b) => (b.at > a.at ? [(b.value - a.value) / (b.at - a.at)] : [])),
  );
}
