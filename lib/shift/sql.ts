import type { Db } from "#lib/db/pool.ts";
import type { ShiftPayload } from "#lib/protocol.ts";
import type { Day, OnDuty, Pattern, Shift, Staff } from "./model.ts";

/**
 * Who is on duty at a moment (ms), the lead first; a shift ends as the next begins. Empty where the roster has a gap.
 * Accounts that were disabled since are left out: they can neither be reached nor act.
 */
export async function onDuty(db: Db, at: number): Promise<OnDuty[]> {
  const { rows } = await db.query<OnDuty>({
    name: "on-duty",
    text: `SELECT u.id AS "userId", u.name, m.role, u."agencyId"
             FROM shift s JOIN shift_member m ON m.shift_id = s.id JOIN auth."user" u ON u.id = m.user_id
            WHERE tstzrange(s.starts_at, s.ends_at) @> to_timestamp($1::float8 / 1000) AND u.banned IS NOT TRUE
            ORDER BY m.role DESC, u.name, u.id`,
    values: [at],
  });
  return rows;
}

const SHIFT = `s.id, s.day::text, s.name_vi AS "nameVi", s.name_en AS "nameEn",
  (extract(epoch FROM s.starts_at) * 1000)::float8 AS "startsAt",
  (extract(epoch FROM s.ends_at) * 1000)::float8 AS "endsAt",
  coalesce((SELECT jsonb_agg(jsonb_build_object('userId', u.id, 'role', m.role, 'name', u.name,
      'able', u.banned IS NOT TRUE AND (u.role = 'lead' OR (u.role = 'duty' AND m.role = 'duty')))
      ORDER BY m.role DESC, u.name, u.id)
    FROM shift_member m JOIN auth."user" u ON u.id = m.user_id WHERE m.shift_id = s.id), '[]') AS crew`;

/** The shifts that begin on these local days, `to` not among them, in order. */
export async function shiftsOfDays(db: Db, from: Day, to: Day): Promise<Shift[]> {
  const { rows } = await db.query<Shift>(
    `SELECT ${SHIFT} FROM shift s WHERE s.day >= $1 AND s.day < $2 ORDER BY s.starts_at`,
    [from, to],
  );
  return rows;
}

export async function shiftById(db: Db, id: number): Promise<Shift | undefined> {
  const { rows } = await db.query<Shift>(`SELECT ${SHIFT} FROM shift s WHERE s.id = $1`, [id]);
  return rows[0];
}

/** Shifts that touch the time between two moments (ms), in order. */
export async function shiftsBetween(db: Db, from: number, to: number): Promise<Shift[]> {
  const { rows } = await db.query<Shift>(
    `SELECT ${SHIFT} FROM shift s
      WHERE tstzrange(s.starts_at, s.ends_at) && tstzrange(to_timestamp($1::float8 / 1000), to_timestamp($2::float8 / 1000), '[]')
      ORDER BY s.starts_at`,
    [from, to],
  );
  return rows;
}

export async function patterns(db: Db): Promise<Pattern[]> {
  const { rows } = await db.query<Pattern>(
    `SELECT id, name_vi AS "nameVi", name_en AS "nameEn" FROM shift_pattern ORDER BY id DESC`,
  );
  return rows;
}

/** The people who can be put on a shift, leads first. */
export async function staff(db: Db): Promise<Staff[]> {
  const { rows } = await db.query<Staff>(
    `SELECT id AS "userId", name, role AS "accountRole" FROM auth."user"
      WHERE role IN ('duty', 'lead') AND banned IS NOT TRUE ORDER BY role DESC, name, id`,
  );
  return rows;
}

/** How many lines each of the duty room's logs has: another number, something new. */
export async function shiftNews(db: Db): Promise<ShiftPayload> {
  const { rows } = await db.query<ShiftPayload>({
    name: "shift-news",
    text: `SELECT (SELECT count(*) FROM roster_change) AS roster, (SELECT count(*) FROM duty_order_event) AS orders,
      (SELECT count(*) FROM handover) + (SELECT count(*) FROM handover_check)
        + (SELECT count(*) FROM handover_signature) AS handover`,
  });
  return rows[0] as ShiftPayload;
}

/** Shifts that are over, the newest first. */
export async function endedShifts(db: Db, now: number, limit: number): Promise<Shift[]> {
  const { rows } = await db.query<Shift>(
    `SELECT ${SHIFT} FROM shift s WHERE s.ends_at <= to_timestamp($1::float8 / 1000) ORDER BY s.starts_at DESC LIMIT $2`,
    [now, limit],
  );
  return rows;
}

/** The zone by which days and shifts are cut. */
export async function localZone(db: Db): Promise<string> {
  const { rows } = await db.query<{ zone: string }>("SELECT local_zone() AS zone");
  return rows[0]?.zone as string;
}
