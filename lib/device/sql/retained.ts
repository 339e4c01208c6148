import type { Db } from "#lib/db/pool.ts";

/** `payload` in base64; empty: nothing is kept of the topic any more (MQTT 5 §3.3.1.3). */
export type Retaining = { topic: string; account: string; payload: string };

/** An account with more topics than this keeps those it has. */
const MOST_TOPICS = 2_000;

/** Keeps the newest of each topic; each topic at most once. */
export async function keepRetained(db: Db, retaining: readonly Retaining[]): Promise<void> {
  await db.query({
    name: "device-retained-keep",
    text: `WITH said AS (
        SELECT topic, account, decode(payload, 'base64') AS payload
        FROM jsonb_to_recordset($1::jsonb) AS d (topic text, account text, payload text)),
      gone AS (DELETE FROM device_retained r USING said s WHERE r.topic = s.topic AND s.payload = '')
      INSERT INTO device_retained (topic, account, payload)
      SELECT s.topic, s.account, s.payload FROM said s JOIN device_account a ON a.name = s.account
      WHERE s.payload <> '' AND (
        EXISTS (SELECT FROM device_retained r WHERE r.topic = s.topic)
        OR (SELECT count(*) FROM device_retained r WHERE r.account = s.account) < ${MOST_TOPICS})
      ORDER BY s.topic
      ON CONFLICT (topic) DO UPDATE SET account = excluded.account, payload = excluded.payload, at = now()`,
    values: [JSON.stringify(retaining)],
  });
}

export type Retained = { topic: string; account: string; payload: Buffer; at: number };

/** Everything that is kept, by topic; `at` in ms. */
export async function retained(db: Db): Promise<Retained[]> {
  const { rows } = await db.query<Retained>(
    `SELECT topic, account, payload, round(date_part('epoch', at) * 1000) AS at FROM device_retained ORDER BY topic`,
  );
  return rows;
}
