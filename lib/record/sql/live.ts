import type { Db } from "#lib/db/pool.ts";
import type { RecordCount } from "../model.ts";
import { ownedBy } from "../sql.ts";

/**
 * The live counts as screens follow them: complete, by local day of opening from the day of `since` on; what was
 * opened earlier is counted under the day before it. `scope`: of this agency alone.
 */
export async function liveCounts(db: Db, since: Date, scope: string | null = null): Promise<RecordCount[]> {
  const { rows } = await db.query<RecordCount>(
    `SELECT type, state, severity, outcome, agency_id AS "agencyId",
            greatest(day, begin - 1)::text AS day, sum(count)::int4 AS count
     FROM record_count c,
          (SELECT ($1::timestamptz AT TIME ZONE local_zone())::date AS begin) since
     WHERE ${ownedBy("$2", "c")}
     GROUP BY 1, 2, 3, 4, 5, greatest(day, begin - 1) HAVING sum(count) <> 0
     ORDER BY 1, 6, 2, 3, 4, 5`,
    [since, scope],
  );
  return rows;
}
