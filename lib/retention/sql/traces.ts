import type { Db } from "#lib/db/pool.ts";

/** What is left behind beside the logs, which are kept: each by the moment from which it is of no use. */
const TRACES = {
  escalation_task: { key: "id", old: "settled_at < $1" },
  missed_alarm: { key: "ctid", old: "until < $1" },
  change_trial: { key: "id", old: "at < $1" },
  write_mark: { key: "writer", old: "at < $1" },
} as const;
export type Trace = keyof typeof TRACES;

/** Forgets some of what is older than a moment (ms). @returns how many rows */
export async function forgetTraces(db: Db, of: Trace, before: number, limit: number): Promise<number> {
  const { key, old } = TRACES[of];
  const { rowCount } = await db.query(
    `DELETE FROM ${of} WHERE ${key} = ANY (ARRAY(SELECT ${key} FROM ${of} WHERE ${old} LIMIT $2))`,
    [new Date(before), limit],
  );
  return rowCount ?? 0;
}
