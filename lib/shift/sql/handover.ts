import type { Client, Db } from "#lib/db/pool.ts";
import type { Check, HandoverDetail, Sealed } from "../snapshot.ts";

const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`;

const HANDOVER = `h.id, h.shift_id AS "shiftId", h.prepared_by AS "preparedBy", ${ms("h.prepared_at", "preparedAt")},
  h.content, h.hash`;

/** The newest hand-over of a shift, with what was read back and the signature. */
export async function handoverOf(db: Db, shiftId: number): Promise<HandoverDetail | undefined> {
  const { rows } = await db.query<HandoverDetail>(
    `SELECT ${HANDOVER},
       coalesce((SELECT jsonb_agg(jsonb_build_object('alertId', c.alert_id, 'rungSeq', c.rung_seq, 'actor', c.actor,
           'at', (extract(epoch FROM c.at) * 1000)::float8) ORDER BY c.at, c.alert_id)
         FROM handover_check c WHERE c.handover_id = h.id), '[]') AS checks,
       (SELECT jsonb_build_object('content', g.content, 'hash', g.hash, 'signedBy', g.signed_by, 'signedName', u.name,
           'signedAt', (extract(epoch FROM g.signed_at) * 1000)::float8)
         FROM handover_signature g LEFT JOIN auth."user" u ON g.signed_by = 'user:' || u.id
         WHERE g.handover_id = h.id) AS signature
     FROM handover h WHERE h.shift_id = $1 ORDER BY h.id DESC LIMIT 1`,
    [shiftId],
  );
  return rows[0];
}

/**
 * One hand-over act at a time. A lock of the table, for it takes no view of the database: a transaction in REPEATABLE
 * READ that waited here still sees what the one before it wrote.
 */
export async function lockHandovers(client: Client): Promise<void> {
  await client.query("LOCK TABLE handover IN SHARE ROW EXCLUSIVE MODE");
}

/** Hash of the newest signature: they follow one another, each over the one before. */
export async function lastSignature(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ hash: string }>(
    "SELECT hash FROM handover_signature ORDER BY signed_at DESC, handover_id DESC LIMIT 1",
  );
  return rows[0]?.hash ?? null;
}

type NewHandover = Sealed & {
  shiftId: number;
  replaces: number | null;
  preparedAt: number;
  preparedBy: string;
  takenAt: number;
  takenBy: string;
};

export async function insertHandover(client: Client, h: NewHandover): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO handover (shift_id, replaces, prepared_at, prepared_by, taken_at, taken_by, content, hash)
     VALUES ($1, $2, to_timestamp($3::float8 / 1000), $4, to_timestamp($5::float8 / 1000), $6, $7, $8) RETURNING id`,
    [h.shiftId, h.replaces, h.preparedAt, h.preparedBy, h.takenAt, h.takenBy, h.content, h.hash],
  );
  return rows[0]?.id as number;
}

export async function insertChecks(
  client: Client,
  handoverId: number,
  checks: readonly Check[],
): Promise<void> {
  await client.query(
    `INSERT INTO handover_check (handover_id, alert_id, rung_seq, at, actor)
     SELECT $1, "alertId", "rungSeq", to_timestamp(at / 1000), actor
     FROM jsonb_to_recordset($2) AS c("alertId" bigint, "rungSeq" int, at float8, actor text)
     ON CONFLICT DO NOTHING`,
    [handoverId, JSON.stringify(checks)],
  );
}

type NewSignature = Sealed & { handoverId: number; shiftId: number; signedAt: number; signedBy: string };

export async function insertSignature(client: Client, s: NewSignature): Promise<void> {
  await client.query(
    `INSERT INTO handover_signature (handover_id, shift_id, signed_at, signed_by, content, hash)
     VALUES ($1, $2, to_timestamp($3::float8 / 1000), $4, $5, $6)`,
    [s.handoverId, s.shiftId, s.signedAt, s.signedBy, s.content, s.hash],
  );
}

/** Shifts that ended in a time (ms) with people on them: how many, and how many were signed within `graceMs`. */
export async function handoversOnTime(
  db: Db,
  { from, to, graceMs }: { from: number; to: number; graceMs: number },
): Promise<{ due: number; onTime: number }> {
  const { rows } = await db.query<{ due: number; onTime: number }>(
    `SELECT count(*)::int AS due, count(*) FILTER (WHERE g.signed_at <= s.ends_at + make_interval(secs => $3))::int AS "onTime"
     FROM shift s LEFT JOIN handover_signature g ON g.shift_id = s.id
     WHERE s.ends_at >= to_timestamp($1::float8 / 1000)
       AND s.ends_at + make_interval(secs => $3) <= to_timestamp($2::float8 / 1000)
       AND EXISTS (SELECT 1 FROM shift_member m WHERE m.shift_id = s.id)`,
    [from, to, graceMs / 1_000],
  );
  return rows[0] as { due: number; onTime: number };
}

/** The signature of each of these shifts: who and when. */
export async function signaturesOf(
  db: Db,
  shiftIds: readonly number[],
): Promise<Map<number, { signedAt: number; signedName: string | null }>> {
  const { rows } = await db.query<{ shiftId: number; signedAt: number; signedName: string | null }>(
    `SELECT g.shift_id AS "shiftId", ${ms("g.signed_at", "signedAt")}, u.name AS "signedName"
     FROM handover_signature g LEFT JOIN auth."user" u ON g.signed_by = 'user:' || u.id WHERE g.shift_id = ANY($1)`,
    [shiftIds],
  );
  return new Map(rows.map(({ shiftId, ...one }) => [shiftId, one]));
}
