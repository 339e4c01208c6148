import { z } from "zod";

/** HH:MM, local time. */
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const workingHoursSchema = z.strictObject({
  /** ISO days of the week: 1 Monday … 7 Sunday. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  spans: z
    .array(z.strictObject({ from: clock, until: clock }).refine(({ from, until }) => from < until))
    .min(1)
    .max(4),
});
export type WorkingHours = z.infer<typeof workingHoursSchema>;

/** Office hours as provincial agencies keep them. */
export const USUAL_HOURS: WorkingHours = {
  days: [1, 2, 3, 4, 5],
  spans: [
    { from: "07:00", until: "11:30" },
    { from: "13:30", until: "17:00" },
  ],
};

/** A day that the government changed: off, or worked although it is a weekend or a holiday. */
export const calendarDaySchema = z.strictObject({
  day: z.iso.date(),
  working: z.boolean(),
  nameVi: z.string().trim().min(1).max(120),
  nameEn: z.string().trim().min(1).max(120),
  source: z.string().trim().max(200).default(""),
});
export type CalendarDay = z.infer<typeof calendarDaySchema>;

export type Calendar = {
  hours: WorkingHours;
  /** Public holidays of a year, as YYYY-MM-DD. */
  holidays(year: number): ReadonlySet<string>;
  changed: ReadonlyMap<string, boolean>;
};

/** Vietnam has kept UTC+7 without daylight saving since 1975. */
const OFFSET_MS = 7 * 3_600_000;

/** Whether the offices are open at a moment. */
export function isWorking(at: number, calendar: Calendar): boolean {
  const { day, time } = localOf(at);
  return (
    isWorkingDay(day, calendar) &&
    calendar.hours.spans.some(({ from, until }) => time >= from && time < until)
  );
}

/** @param day YYYY-MM-DD, local */
export function isWorkingDay(day: string, { hours, holidays, changed }: Calendar): boolean {
  const said = changed.get(day);
  if (said !== undefined) return said;
  const date = new Date(`${day}T00:00:00Z`);
  return hours.days.includes(date.getUTCDay() || 7) && !holidays(date.getUTCFullYear()).has(day);
}

/** A moment as the clock on the wall shows it. */
export function localOf(at: number): { day: string; time: string } {
  const text = new Date(at + OFFSET_MS).toISOString();
  return { day: text.slice(0, 10), time: text.slice(11, 16) };
}

/** The moment of a local day and time. */
export function momentOf(day: string, time: string): number {
  return Date.parse(`${day}T${time}:00Z`) - OFFSET_MS;
}
