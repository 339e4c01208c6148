import type { Db } from "#lib/db/pool.ts";
import type { OnDuty } from "./model.ts";

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
