import type { Db } from "#lib/db/pool.ts";
import type { Entry } from "./atom.ts";
import type { Sent } from "./message.ts";
import type { Content, Signature, Warning, WarningRow } from "./model.ts";

const WARNING = `w.id, w.state, w.content, w.version, w.hash, w.incident_id AS "incidentId", w.simulated,
  w.drafted_by AS "draftedBy", w.agency_id AS "agencyId", w.first, w.second, w.follows,
  w.withdrawn_why AS "withdrawnWhy", (extract(epoch FROM w.created_at) * 1000)::float8 AS "createdAt",
  (extract(epoch FROM w.changed_at) * 1000)::float8 AS "changedAt"`;

const ROW = `${WARNING}, drafted.name AS "draftedName", f.name AS "firstName", s.name AS "secondName",
  m.identifier, (extract(epoch FROM m.sent_at) * 1000)::float8 AS "sentAt",
  CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('id', n.id, 'type', n.content->>'type') END AS "followedBy"
  FROM warning w
  LEFT JOIN auth."user" drafted ON w.drafted_by = 'user:' || drafted.id
  LEFT JOIN auth."user" f ON w.first->>'by' = 'user:' || f.id
  LEFT JOIN auth."user" s ON w.second->>'by' = 'user:' || s.id
  LEFT JOIN cap_message m ON m.warning_id = w.id
  LEFT JOIN warning n ON n.follows = w.id AND n.state = 'released'`;

/** What was sent is everybody's; the rest an agency (`$1`) sees of its own, null sees all. */
const SEEN = "($1::text IS NULL OR w.agency_id = $1 OR w.state = 'released')";

/** Newest change first. `scope` as `scopeOf` of lib/user/can.ts has it. */
export async function warnings(db: Db, scope: string | null, limit = 200): Promise<WarningRow[]> {
  const { rows } = await db.query<WarningRow>(
    `SELECT ${ROW} WHERE ${SEEN} ORDER BY w.changed_at DESC, w.id DESC LIMIT $2`,
    [scope, limit],
  );
  return rows;
}

export async function warningById(
  db: Db,
  id: number,
  scope: string | null = null,
): Promise<WarningRow | undefined> {
  const { rows } = await db.query<WarningRow>(`SELECT ${ROW} WHERE w.id = $2 AND ${SEEN}`, [scope, id]);
  return rows[0];
}

/** Locks until the transaction ends. */
export async function lockWarning(db: Db, id: number): Promise<Warning | undefined> {
  const { rows } = await db.query<Warning>(`SELECT ${WARNING} FROM warning w WHERE id = $1 FOR UPDATE`, [id]);
  return rows[0];
}

export type NewWarning = {
  content: Content;
  hash: string;
  incidentId: number | null;
  simulated: boolean;
  draftedBy: string;
  agencyId: string | null;
  follows: number | null;
};

/** @returns its id; null when another one that is not withdrawn already follows the same warning */
export async function insertWarning(db: Db, one: NewWarning): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO warning (state, content, hash, incident_id, simulated, drafted_by, agency_id, follows)
     VALUES ('draft', $1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (follows) WHERE follows IS NOT NULL AND state <> 'withdrawn' DO NOTHING RETURNING id`,
    [
      JSON.stringify(one.content),
      one.hash,
      one.incidentId,
      one.simulated,
      one.draftedBy,
      one.agencyId,
      one.follows,
    ],
  );
  return rows[0]?.id ?? null;
}

export async function updateWarning(db: Db, warning: Warning): Promise<void> {
  const json = (value: Content | Signature | null) => (value === null ? null : JSON.stringify(value));
  await db.query(
    `UPDATE warning SET state = $2, content = $3, version = $4, hash = $5, first = $6, second = $7,
       withdrawn_why = $8, changed_at = now() WHERE id = $1`,
    [
      warning.id,
      warning.state,
      json(warning.content),
      warning.version,
      warning.hash,
      json(warning.first),
      json(warning.second),
      warning.withdrawnWhy,
    ],
  );
}

export type NewMessage = Sent & {
  warningId: number;
  sentAt: number;
  expiresAt: number;
  status: string;
  type: string;
  headline: string;
  areaDesc: string;
  xml: string;
};

export async function insertMessage(db: Db, m: NewMessage): Promise<void> {
  await db.query(
    `INSERT INTO cap_message (identifier, warning_id, sender, sent, sent_at, expires_at, status, type, headline,
       area_desc, xml) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      m.identifier,
      m.warningId,
      m.sender,
      m.sent,
      new Date(m.sentAt),
      new Date(m.expiresAt),
      m.status,
      m.type,
      m.headline,
      m.areaDesc,
      m.xml,
    ],
  );
}

/** The messages of a warning and of those before it, oldest first: what an update refers to. */
export async function sentBefore(db: Db, follows: number | null): Promise<Sent[]> {
  const { rows } = await db.query<Sent>(
    `WITH RECURSIVE chain AS (
       SELECT id, follows FROM warning WHERE id = $1
       UNION SELECT w.id, w.follows FROM warning w JOIN chain c ON w.id = c.follows)
     SELECT m.sender, m.identifier, m.sent FROM chain c JOIN cap_message m ON m.warning_id = c.id ORDER BY m.sent_at`,
    [follows],
  );
  return rows;
}

/** The newest messages that were sent, newest first; those that ran out more than a day ago are left out. */
export async function newestMessages(db: Db, now: number, limit = 100): Promise<Entry[]> {
  const { rows } = await db.query<Entry>(
    `SELECT identifier, status, headline, area_desc AS "areaDesc",
       (extract(epoch FROM sent_at) * 1000)::float8 AS "sentAt",
       (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAt"
     FROM cap_message WHERE expires_at > $1::timestamptz - INTERVAL '1 day' ORDER BY sent_at DESC LIMIT $2`,
    [new Date(now), limit],
  );
  return rows;
}

export async function messageXml(db: Db, identifier: string): Promise<string | undefined> {
  const { rows } = await db.query<{ xml: string }>("SELECT xml FROM cap_message WHERE identifier = $1", [
    identifier,
  ]);
  return rows[0]?.xml;
}

export type OfficeSetting = { sender: string; nameVi: string; nameEn: string };

/** Under whose name warnings go out; undefined until an administrator said so. */
export async function capOffice(db: Db): Promise<OfficeSetting | undefined> {
  const { rows } = await db.query<{ value: OfficeSetting }>(
    "SELECT value FROM setting WHERE key = 'cap_office'",
  );
  return rows[0]?.value;
}

export async function saveCapOffice(db: Db, office: OfficeSetting): Promise<void> {
  await db.query(
    `INSERT INTO setting (key, value) VALUES ('cap_office', $1)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`,
    [JSON.stringify(office)],
  );
}
