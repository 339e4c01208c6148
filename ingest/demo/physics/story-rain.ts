import type { Play } from "./play.ts";
import type { Spot } from "./world.ts";

const STEP_HOURS = 0.25;
const kept = new WeakMap<Play, Map<string, Float64Array>>();

/** mm that a story's own rain brought a spot in the story hours before `hour`; before its beginning none. */
export function storyRain(play: Play, spot: Spot, hour: number, hours: number): number {
  const totals = totalsOf(play, spot);
  return until(totals, hour) - until(totals, hour - hours);
}

function totalsOf(play: Play, spot: Spot): Float64Array {
  let spots = kept.get(play);
  if (!spots) {
    spots = new Map();
    kept.set(play, spots);
  }
  const known = spots.get(spot.key);
  if (known) return known;
  const steps = Math.ceil(play.hours / STEP_HOURS) + 1;
  const totals = new Float64Array(steps + 1);
  for (let i = 0; i < steps; i++) {
    const rate = play.story.rain?.(spot, (i + 0.5) * STEP_HOURS) ?? 0;
    totals[i + 1] = (totals[i] ?? 0) + rate * STEP_HOURS;
  }
  spots.set(spot.key, totals);
  return totals;
}

function until(totals: Float64Array, hour: number): number {
  const position = Math.min(Math.max(hour / STEP_HOURS, 0), totals.length - 1);
  const i = Math.floor(position);
  const a = totals[i] ?? 0;
  return a + ((totals[i + 1] ?? a) - a) * (position - i);
}
