import type { Day } from "./model.ts";

const DAY_MS = 86_400_000;

/** Calendar arithmetic on local dates; no zone is involved. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

export function mondayOf(day: Day): Day {
  return addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** The weeks that show a month whole: their Mondays. */
export function weeksOf(month: Day): Day[] {
  const weeks: Day[] = [];
  const end = addMonths(month, 1);
  for (let monday = mondayOf(firstOfMonth(month)); monday < end; monday = addDays(monday, 7))
    weeks.push(monday);
  return weeks;
}

export function isDay(text: unknown): text is Day {
  return typeof text === "string" && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}
