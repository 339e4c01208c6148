import type { Db } from "#lib/db/pool.ts";
import { onDuty } from "#lib/shift/sql.ts";
import { activePeople } from "#lib/user/sql.ts";
import type { Colleague } from "./receive.ts";

/** Everybody who may sign in, and whether they are on duty at a moment; that is null where the roster has a gap. */
export async function colleagues(db: Db, at: number): Promise<Colleague[]> {
  const shift = await onDuty(db, at);
  const ids = new Set(shift.map(({ userId }) => userId));
  const people = await activePeople(db);
  return people.map((person) => ({ ...person, onDuty: shift.length === 0 ? null : ids.has(person.userId) }));
}
