import { MINUTE } from "#ingest/demo/physics/calendar.ts";
import { hash, seedOf, uniform } from "#ingest/demo/physics/noise.ts";
import type { Arrival, Department, Pressure, Step } from "./department.ts";

/** What comes in during the minutes that begin in [from, to), the same at every asking. */
export function* arrivals(
  of: Department,
  span: { from: number; to: number },
  pressure: Pressure,
): Generator<Arrival> {
  const seed = seedOf(of.id);
  for (let minute = Math.ceil(span.from / MINUTE) * MINUTE; minute < span.to; minute += MINUTE) {
    const index = minute / MINUTE;
    const count = Math.floor(of.expected(minute, pressure) + uniform(seed, index));
    for (let i = 0; i < count; i++) {
      yield arrivalOf(of, keyOf(minute, i), minute + Math.floor(uniform(seed, index, i + 1) * MINUTE));
    }
  }
}

/** The same arrival from what the database kept of it. */
export function arrivalOf(of: Department, key: string, at: number): Arrival {
  const seed = hash(seedOf(of.id), seedOf(key));
  return { key, at, chance: (use) => uniform(seed, use) };
}

export function stepAt(life: readonly Step[], time: number): { now: Step; next: Step | undefined } {
  let i = 0;
  while (i + 1 < life.length && (life[i + 1]?.at ?? 0) <= time) i++;
  const now = life[i];
  if (!now) throw new RangeError("a life begins with a state");
  return { now, next: life[i + 1] };
}

/** Local date and minute of the arrival and its number in that minute: 251118-0731-0. */
function keyOf(minute: number, i: number): string {
  const local = new Date(minute + 7 * 60 * MINUTE).toISOString();
  return `${local.slice(2, 10).replaceAll("-", "")}-${local.slice(11, 16).replace(":", "")}-${i}`;
}
