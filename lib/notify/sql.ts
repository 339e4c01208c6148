import type { Db } from "#lib/db/pool.ts";
import type { Channel, ChannelHealth, ChannelKind, Contact, Preferences } from "./model.ts";
import { USUAL } from "./model.ts";

const KIND = `id, title_vi AS "titleVi", title_en AS "titleEn", about, form, address, reach, verify, example`;

/** What the running ingest can send by. */
export async function channelKinds(db: Db): Promise<ChannelKind[]> {
  const { rows } = await db.query<ChannelKind>(`SELECT ${KIND} FROM notify_kind ORDER BY title_vi`);
  return rows;
}

/** Writes the registry of channel kinds down for the pages; kinds that are gone go. */
export async function mirrorKinds(db: Db, kinds: readonly ChannelKind[]): Promise<void> {
  await db.query(
    `WITH given AS (
       SELECT * FROM json_to_recordset($1::json) AS r (id text, "titleVi" text, "titleEn" text, about jsonb, form json,
         address jsonb, reach text, verify boolean, example json)),
     gone AS (DELETE FROM notify_kind WHERE id NOT IN (SELECT id FROM given))
     INSERT INTO notify_kind (id, title_vi, title_en, about, form, address, reach, verify, example)
     SELECT id, "titleVi", "titleEn", about, form, address, reach, verify, example FROM given
     ON CONFLICT (id) DO UPDATE SET title_vi = excluded.title_vi, title_en = excluded.title_en, about = excluded.about,
       form = excluded.form, address = excluded.address, reach = excluded.reach, verify = excluded.verify,
       example = excluded.example`,
    [JSON.stringify(kinds)],
  );
}

const CHANNEL = `id, kind, name_vi AS "nameVi", name_en AS "nameEn", config, enabled`;

export async function channels(db: Db): Promise<Channel[]> {
  const { rows } = await db.query<Channel>(`SELECT ${CHANNEL} FROM notify_channel ORDER BY id`);
  return rows;
}

/**
 * Makes the channel or brings it to what is given; its kind is fixed for life. A change begins its failures anew.
 * @returns the channel as it was before; null when it is new; undefined when it is of another kind
 */
export async function saveChannel(db: Db, channel: Channel): Promise<Channel | null | undefined> {
  const { id, kind, nameVi, nameEn, config, enabled } = channel;
  const { rows } = await db.query<Channel>(`SELECT ${CHANNEL} FROM notify_channel WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
  const before = rows[0];
  if (before && before.kind !== kind) return undefined;
  await db.query(
    `INSERT INTO notify_channel (id, kind, name_vi, name_en, config, enabled) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET name_vi = $3, name_en = $4, config = $5, enabled = $6, updated_at = now()`,
    [id, kind, nameVi, nameEn, JSON.stringify(config), enabled],
  );
  return before ?? null;
}

/** Channels with how they fare; `contacts` counts the addresses that are in use. */
export async function channelHealth(db: Db): Promise<ChannelHealth[]> {
  const { rows } = await db.query<ChannelHealth>(
    `SELECT h.id, h.kind, h.name_vi AS "nameVi", h.name_en AS "nameEn", h.enabled, h.failures,
       (extract(epoch FROM h.tried_at) * 1000)::float8 AS "triedAt",
       (extract(epoch FROM h.worked_at) * 1000)::float8 AS "workedAt",
       (extract(epoch FROM h.failed_at) * 1000)::float8 AS "failedAt", h.last_error AS "lastError",
       (SELECT count(*)::int FROM notification n WHERE n.channel_id = h.id AND n.state = 'waiting') AS waiting,
       (SELECT count(*)::int FROM notify_contact c WHERE c.channel_id = h.id AND c.enabled AND c.verified_at IS NOT NULL)
         AS contacts
     FROM notify_channel h ORDER BY h.id`,
  );
  return rows;
}

export async function preferencesOf(db: Db, userId: string): Promise<Preferences> {
  const { rows } = await db.query<{ language: "vi" | "en"; from: string | null; until: string | null }>(
    `SELECT language, to_char(quiet_from, 'HH24:MI') AS "from", to_char(quiet_until, 'HH24:MI') AS "until"
     FROM notify_person WHERE user_id = $1`,
    [userId],
  );
  const row = rows[0];
  if (!row) return USUAL;
  return {
    language: row.language,
    quiet: row.from && row.until ? { from: row.from, until: row.until } : null,
  };
}

export async function savePreferences(
  db: Db,
  userId: string,
  { language, quiet }: Preferences,
): Promise<void> {
  await db.query(
    `INSERT INTO notify_person (user_id, language, quiet_from, quiet_until) VALUES ($1, $2, $3, $4)
     ON CONFLICT (user_id) DO UPDATE SET language = $2, quiet_from = $3, quiet_until = $4, updated_at = now()`,
    [userId, language, quiet?.from ?? null, quiet?.until ?? null],
  );
}

const CONTACT = `id, channel_id AS "channelId", address, label, min_priority AS "minPriority", enabled,
  verified_at IS NOT NULL AS verified`;

export async function contactsOf(db: Db, userId: string): Promise<Contact[]> {
  const { rows } = await db.query<Contact>(
    `SELECT ${CONTACT} FROM notify_contact WHERE user_id = $1 ORDER BY id`,
    [userId],
  );
  return rows;
}

export async function contactOf(db: Db, userId: string, id: number): Promise<Contact | undefined> {
  const { rows } = await db.query<Contact>(
    `SELECT ${CONTACT} FROM notify_contact WHERE user_id = $1 AND id = $2::bigint`,
    [userId, id],
  );
  return rows[0];
}

export type NewContact = Pick<Contact, "channelId" | "address" | "label" | "minPriority" | "verified">;

/** The same address again is the same contact, with its new label. A push subscription moves to who is signed in. */
export async function addContact(db: Db, userId: string, contact: NewContact): Promise<Contact> {
  const { channelId, address, label, minPriority, verified } = contact;
  const { rows } = await db.query<Contact>(
    `INSERT INTO notify_contact (user_id, channel_id, address, label, min_priority, verified_at)
     VALUES ($1, $2, $3, $4, $5, CASE WHEN $6 THEN now() END)
     ON CONFLICT (user_id, channel_id, address) DO UPDATE SET label = $4, enabled = true RETURNING ${CONTACT}`,
    [userId, channelId, address, label, minPriority, verified],
  );
  return rows[0] as Contact;
}

/** One browser is one person's: whoever signed in last on it. */
export async function takeOver(db: Db, userId: string, channelId: string, address: string): Promise<void> {
  await db.query("DELETE FROM notify_contact WHERE channel_id = $2 AND address = $3 AND user_id <> $1", [
    userId,
    channelId,
    address,
  ]);
}

export type ContactChange = Partial<Pick<Contact, "label" | "minPriority" | "enabled">>;

/** @returns undefined when this person has no such contact */
export async function changeContact(
  db: Db,
  { userId, id }: { userId: string; id: number },
  { label, minPriority, enabled }: ContactChange,
): Promise<Contact | undefined> {
  const { rows } = await db.query<Contact>(
    `UPDATE notify_contact SET label = coalesce($3, label), min_priority = coalesce($4, min_priority),
       enabled = coalesce($5, enabled) WHERE user_id = $1 AND id = $2 RETURNING ${CONTACT}`,
    [userId, id, label ?? null, minPriority ?? null, enabled ?? null],
  );
  return rows[0];
}

/** @returns whether this person had it */
export async function removeContact(db: Db, userId: string, id: number): Promise<boolean> {
  const { rowCount } = await db.query("DELETE FROM notify_contact WHERE user_id = $1 AND id = $2", [
    userId,
    id,
  ]);
  return rowCount === 1;
}

/** An address that its service says is gone for good. */
export async function forgetContact(db: Db, id: number): Promise<void> {
  await db.query("DELETE FROM notify_contact WHERE id = $1", [id]);
}

export async function setCode(
  db: Db,
  { id, hash, until }: { id: number; hash: Buffer; until: number },
): Promise<void> {
  await db.query("UPDATE notify_contact SET code_hash = $2, code_until = $3, code_tries = 0 WHERE id = $1", [
    id,
    hash,
    new Date(until),
  ]);
}

export const MOST_TRIES = 5;

/** Compares the code in one statement that counts the try, so that guessing in parallel gains nothing. */
export async function verifyCode(
  db: Db,
  { userId, id, hash, now }: { userId: string; id: number; hash: Buffer; now: number },
): Promise<boolean> {
  const { rows } = await db.query<{ right: boolean }>(
    `UPDATE notify_contact SET code_tries = code_tries + 1,
       verified_at = CASE WHEN code_hash = $3 THEN $4::timestamptz ELSE verified_at END,
       code_hash = CASE WHEN code_hash = $3 THEN NULL ELSE code_hash END
     WHERE user_id = $1 AND id = $2 AND code_hash IS NOT NULL AND code_until > $4 AND code_tries < $5
     RETURNING code_hash IS NULL AS right`,
    [userId, id, hash, new Date(now), MOST_TRIES],
  );
  return rows[0]?.right ?? false;
}

/** The public half of this installation's web push key; ingest writes it, browsers need it. */
export async function pushKey(db: Db): Promise<string | null> {
  const { rows } = await db.query<{ value: string }>("SELECT value FROM setting WHERE key = 'push_key'");
  return rows[0]?.value ?? null;
}

export async function savePushKey(db: Db, key: string): Promise<void> {
  await db.query(
    `INSERT INTO setting (key, value) VALUES ('push_key', $1)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`,
    [JSON.stringify(key)],
  );
}
