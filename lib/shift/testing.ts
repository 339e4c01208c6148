import type { Db } from "#lib/db/pool.ts";
import type { Person, Role } from "#lib/user/model.ts";
import type { ShiftRole } from "./model.ts";

/** Accounts for tests, by id; each is named as its id. */
export async function seedStaff(db: Db, staff: { [userId: string]: Role }): Promise<void> {
  for (const [id, role] of Object.entries(staff)) {
    await db.query(
      `INSERT INTO auth."user" (id, name, email, "emailVerified", "updatedAt", role)
       VALUES ($1, $1, $1 || '@example.invalid', true, now(), $2)`,
      [id, role],
    );
  }
}

export function person(userId: string, role: Role, agencyId: string | null = null): Person {
  return { kind: "person", userId, name: userId, role, agencyId };
}

type Crew = { [userId: string]: ShiftRole };

/** A shift between two moments (ms) with its people. @returns its id */
export async function seedShift(db: Db, from: number, to: number, crew: Crew = {}): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO shift (day, name_vi, name_en, starts_at, ends_at)
     SELECT (f AT TIME ZONE local_zone())::date, 'Ca thử', 'Trial', f, to_timestamp($2::float8 / 1000)
     FROM to_timestamp($1::float8 / 1000) f RETURNING id`,
    [from, to],
  );
  const id = rows[0]?.id as number;
  for (const [userId, role] of Object.entries(crew))
    await db.query("INSERT INTO shift_member VALUES ($1, $2, $3)", [id, userId, role]);
  return id;
}
