import { DAY, HOUR, localDay, localHour, startOfLocalDay, weekday } from "#ingest/demo/physics/calendar.ts";

const OPENS = 7.5;
const CLOSES = 17;

export function isWorkday(time: number): boolean {
  const day = weekday(time);
  return day !== 0 && day !== 6;
}

/** The end of the n-th working day after the one on which it came; holidays are not known here. */
export function dueAfter(opened: number, workdays: number): number {
  let day = localDay(opened);
  for (let left = workdays; left > 0; ) {
    day++;
    if (isWorkday(startOfLocalDay(day) + 12 * HOUR)) left--;
  }
  return startOfLocalDay(day) + CLOSES * HOUR;
}

/** The same moment if an office is open then, else the next opening. */
export function whenOpen(time: number): number {
  const hour = localHour(time);
  if (isWorkday(time) && hour >= OPENS && hour <= CLOSES) return time;
  let day = localDay(time) + (hour > CLOSES || !isWorkday(time) ? 1 : 0);
  while (!isWorkday(startOfLocalDay(day) + DAY / 2)) day++;
  return startOfLocalDay(day) + OPENS * HOUR + (time % HOUR);
}
