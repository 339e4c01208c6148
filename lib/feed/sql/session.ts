import type { Db } from "#lib/db/pool.ts";

export type Session = { broker: string; clientId: string; filters: string[] };

/** The session that the broker should still hold for this feed, or null. */
export async function readSession(db: Db, feedId: string): Promise<Session | null> {
  const { rows } = await db.query<{ broker: string; client_id: string; filters: string[] }>(
    "SELECT broker, client_id, filters FROM feed_session WHERE feed_id = $1",
    [feedId],
  );
  const row = rows[0];
  return row ? { broker: row.broker, clientId: row.client_id, filters: row.filters } : null;
}

export async function writeSession(db: Db, feedId: string, session: Session): Promise<void> {
  await db.query(
    `INSERT INTO feed_session (feed_id, broker, client_id, filters) VALUES ($1, $2, $3, $4)
     ON CONFLICT (feed_id) DO UPDATE
     SET broker = excluded.broker, client_id = excluded.client_id, filters = excluded.filters, opened_at = now()`,
    [feedId, session.broker, session.clientId, session.filters],
  );
}

export async function forgetSession(db: Db, feedId: string): Promise<void> {
  await db.query("DELETE FROM feed_session WHERE feed_id = $1", [feedId]);
}
