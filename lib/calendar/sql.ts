import type { Db } from "#lib/db/pool.ts";
import { holidaySet } from "./holidays.ts";
import {
  type Calendar,
  type CalendarDay,
  USUAL_HOURS,
  type WorkingHours,
  workingHoursSchema,
} from "./model.ts";

export async function workingHours(db: Db): Promise<WorkingHours> {
  const { rows } = await db.query<{ value: unknown }>(
    "SELECT value FROM setting WHERE key = 'working_hours'",
  );
  const stored = workingHoursSchema.safeParse(rows[0]?.value);
  return stored.success ? stored.data : USUAL_HOURS;
}

export async function saveWorkingHours(db: Db, hours: WorkingHours): Promise<void> {
  await db.query(
    `INSERT INTO setting (key, value) VALUES ('working_hours', $1)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`,
    [JSON.stringify(hours)],
  );
}

/** The days that the government changed, from a local date on. */
export async function changedDays(db: Db, from = "1900-01-01"): Promise<CalendarDay[]> {
  const { rows } = await db.query<CalendarDay>(
    `SELECT day::text AS day, working, name_vi AS "nameVi", name_en AS "nameEn", source
     FROM calendar_day WHERE day >= $1 ORDER BY day`,
    [from],
  );
  return rows;
}

export async function saveDay(db: Db, { day, working, nameVi, nameEn, source }: CalendarDay): Promise<void> {
  await db.query(
    `INSERT INTO calendar_day (day, working, name_vi, name_en, source) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (day) DO UPDATE SET working = $2, name_vi = $3, name_en = $4, source = $5`,
    [day, working, nameVi, nameEn, source],
  );
}

/** @returns whether there was one */
export async function forgetDay(db: Db, day: string): Promise<boolean> {
  const { rowCount } = await db.query("DELETE FROM calendar_day WHERE day = $1", [day]);
  return rowCount === 1;
}

export async function calendarOf(db: Db): Promise<Calendar> {
  const hours = await workingHours(db);
  const changed = new Map((await changedDays(db)).map(({ day, working }) => [day, working]));
  return { hours, holidays: holidaySet, changed };
}
