import type { Db } from "#lib/db/pool.ts";
import type { AuditEntry, NewAuditEntry } from "./model.ts";

/** Writes down one act. Give the transaction's client where the act is part of one: both stand or fall together. */
export async function record(db: Db, entry: NewAuditEntry): Promise<void> {
  await db.query({
    name: "audit-record",
    text: "INSERT INTO audit (actor, action, object, detail) VALUES ($1, $2, $3, $4)",
    values: [entry.actor, entry.action, entry.object, JSON.stringify(entry.detail ?? {})],
  });
}

/** As {@link record} for many acts at once. */
export async function recordMany(db: Db, entries: readonly NewAuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await db.query({
    name: "audit-record-many",
    text: `INSERT INTO audit (actor, action, object, detail)
      SELECT actor, action, object, coalesce(detail, '{}')
      FROM jsonb_to_recordset($1::jsonb) AS r (actor text, action text, object text, detail jsonb)`,
    values: [JSON.stringify(entries)],
  });
}

const ENTRY = "id, (extract(epoch FROM at) * 1000)::float8 AS at, actor, action, object, detail";

/** What was done to one object, newest first. */
export async function auditOf(db: Db, object: string, limit = 200): Promise<AuditEntry[]> {
  const { rows } = await db.query<AuditEntry>(
    `SELECT ${ENTRY} FROM audit WHERE object = $1 ORDER BY at DESC, id DESC LIMIT $2`,
    [object, limit],
  );
  return rows;
}
