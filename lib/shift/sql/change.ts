import type { Client, Db } from "#lib/db/pool.ts";
import type { Role } from "#lib/user/model.ts";
import type { Day, Place, Shift } from "../model.ts";

/** What a change of the roster did, so that it can be undone; a row of roster_change. */
export type Crews = { shiftId: number; before: readonly Place[]; after: readonly Place[] };
export type GoneShift = Omit<Shift, "crew"> & { crew: readonly Place[] };
export type Written = { crews: readonly Crews[]; made: readonly number[]; gone: readonly GoneShift[] };
export type StoredChange = Written & { id: number };

/** One change of the roster at a time: each is judged by what the one before it left. */
export async function lockRoster(client: Client): Promise<void> {
  await client.query("LOCK TABLE roster_change IN SHARE ROW EXCLUSIVE MODE");
}

/** Accounts that are enabled, by id. */
export async function accountRoles(client: Client, userIds: readonly string[]): Promise<Map<string, Role>> {
  const { rows } = await client.query<{ id: string; role: Role }>(
    `SELECT id, role FROM auth."user" WHERE id = ANY($1) AND banned IS NOT TRUE AND role IS NOT NULL`,
    [userIds],
  );
  return new Map(rows.map((row) => [row.id, row.role]));
}

/** The crews as they become; `before` is what stood. */
export async function writeCrews(client: Client, crews: readonly Crews[]): Promise<void> {
  await client.query("DELETE FROM shift_member WHERE shift_id = ANY($1)", [crews.map((c) => c.shiftId)]);
  await client.query(
    `INSERT INTO shift_member (shift_id, user_id, role)
     SELECT c."shiftId", p."userId", p.role FROM jsonb_to_recordset($1) AS c("shiftId" bigint, after jsonb),
       jsonb_to_recordset(c.after) AS p("userId" text, role text)`,
    [JSON.stringify(crews)],
  );
}

/** Makes the shifts of a pattern on these local days; what would overlap a shift that stands is left out. */
export async function insertPattern(
  client: Client,
  { pattern, from, days }: { pattern: string; from: Day; days: number },
): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO shift (day, name_vi, name_en, starts_at, ends_at)
     SELECT d, s.name_vi, s.name_en, (d + s.starts) AT TIME ZONE local_zone(),
       (d + s.starts + make_interval(mins => s.minutes)) AT TIME ZONE local_zone()
     FROM shift_slot s, generate_series(0, $3::int - 1) n, LATERAL (SELECT $2::date + n) AS day(d)
     WHERE s.pattern_id = $1 ORDER BY d, s.slot ON CONFLICT DO NOTHING RETURNING id`,
    [pattern, from, days],
  );
  return rows.map((row) => row.id);
}

/** The same shifts again, `days` later by local time; what would overlap a shift that stands is left out. */
export async function insertLater(client: Client, ids: readonly number[], days: number): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO shift (day, name_vi, name_en, starts_at, ends_at)
     SELECT day + $2::int, name_vi, name_en,
       (starts_at AT TIME ZONE local_zone() + make_interval(days => $2::int)) AT TIME ZONE local_zone(),
       (ends_at AT TIME ZONE local_zone() + make_interval(days => $2::int)) AT TIME ZONE local_zone()
     FROM shift WHERE id = ANY($1) ORDER BY starts_at ON CONFLICT DO NOTHING RETURNING id`,
    [ids, days],
  );
  return rows.map((row) => row.id);
}

/** Puts shifts back under the numbers that they had. @returns false when others stand in their place. */
export async function insertAgain(client: Client, shifts: readonly GoneShift[]): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO shift (id, day, name_vi, name_en, starts_at, ends_at) OVERRIDING SYSTEM VALUE
     SELECT id, day, "nameVi", "nameEn", to_timestamp("startsAt" / 1000), to_timestamp("endsAt" / 1000)
     FROM jsonb_to_recordset($1)
       AS s(id bigint, day date, "nameVi" text, "nameEn" text, "startsAt" float8, "endsAt" float8)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(shifts)],
  );
  return rowCount === shifts.length;
}

export async function deleteShifts(client: Client, ids: readonly number[]): Promise<void> {
  await client.query("DELETE FROM shift WHERE id = ANY($1)", [ids]);
}

export async function patternExists(client: Client, id: string): Promise<boolean> {
  const { rowCount } = await client.query("SELECT 1 FROM shift_pattern WHERE id = $1", [id]);
  return rowCount === 1;
}

type NewChange = Written & { actor: string; kind: string; undoes: number | null };

export async function insertChange(client: Client, change: NewChange): Promise<number> {
  const { actor, kind, crews, made, gone, undoes } = change;
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO roster_change (actor, kind, crews, made, gone, undoes) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [actor, kind, JSON.stringify(crews), made, JSON.stringify(gone), undoes],
  );
  return rows[0]?.id as number;
}

/** The newest change that was not taken back, as {@link insertChange} wrote it. */
export async function changeToUndo(client: Db): Promise<StoredChange | undefined> {
  const { rows } = await client.query<StoredChange>(
    `SELECT id, crews, made, gone FROM roster_change c
      WHERE undoes IS NULL AND NOT EXISTS (SELECT 1 FROM roster_change u WHERE u.undoes = c.id)
      ORDER BY id DESC LIMIT 1`,
  );
  return rows[0];
}
