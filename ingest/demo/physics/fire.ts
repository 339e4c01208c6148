import { DAY, HOUR, localDay, startOfLocalDay } from "./calendar.ts";
import type { Place } from "./geo.ts";
import type { Play } from "./play.ts";
import type { RainField } from "./rain.ts";
import { vapourDeficit } from "./weather.ts";
import type { Spot, World } from "./world.ts";

/** Rain of one day that sets the index back to nothing, mm. Provinces may decide otherwise. */
const RESET_MM = 5;
const LONGEST_DROUGHT_DAYS = 45;

export type FireIndex = (spot: Spot, time: number) => number;

/** Nesterov's P = Σ t₁₃·d₁₃ over the days since the last rain of 5 mm, judged each day at 13:00. */
export function fireIndexOf(world: World, field: RainField): FireIndex {
  const days = new Map<string, { wet: boolean; gain: number }>();

  function dayOf(spot: Spot, day: number): { wet: boolean; gain: number } {
    const key = `${spot.key}:${day}`;
    const known = days.get(key);
    if (known) return known;
    const air = world.air(spot, startOfLocalDay(day) + 13 * HOUR);
    const made = {
      wet: dayRain(field, spot, day) >= RESET_MM,
      gain: air.temperature * vapourDeficit(air.temperature, air.humidity),
    };
    if (days.size > 5000) days.clear();
    days.set(key, made);
    return made;
  }

  return (spot, time) => {
    const today = localDay(time - 13 * HOUR);
    let index = 0;
    for (let day = today; day > today - LONGEST_DROUGHT_DAYS; day--) {
      const { wet, gain } = dayOf(spot, day);
      if (wet) break;
      index += gain;
    }
    for (const play of world.plays(time)) index += play.strength(time) * storyGain(play, play.hour(time));
    return index;
  };
}

const DRY_DAY = 560;

/** What a hot dry story adds: the drought before it and t₁₃·d₁₃ for each of its days, evenly through the day. */
function storyGain(play: Play, hour: number): number {
  if (!play.story.heat) return 0;
  let sum = (play.story.dryDaysBefore ?? 0) * DRY_DAY * Math.min(1, hour / 12);
  for (let start = 0; start < hour; start += 24) {
    const heat = play.story.heat(Math.min(start + 13, hour));
    const temperature = 30 + heat.temperature;
    const gain = temperature * vapourDeficit(temperature, 62 + heat.humidity);
    sum += gain * Math.min(1, (hour - start) / 24);
  }
  return sum;
}

function dayRain(field: RainField, place: Place, day: number): number {
  const start = startOfLocalDay(day);
  let sum = 0;
  for (let hour = 0; hour < DAY / HOUR; hour++) sum += field(place, start + (hour + 0.5) * HOUR);
  return sum;
}
