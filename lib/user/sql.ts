import type { Db } from "../db/pool.ts";
import type { KioskRow, Person, Role, UserRow } from "./model.ts";

export async function adminExists(db: Db): Promise<boolean> {
  const { rows } = await db.query(`SELECT 1 FROM auth."user" WHERE role = 'admin' LIMIT 1`);
  return rows.length > 0;
}

export async function users(db: Db): Promise<UserRow[]> {
  const { rows } = await db.query<UserRow>(
    `SELECT id, name, email, role, "agencyId", coalesce(banned, false) AS disabled,
            (extract(epoch FROM "createdAt") * 1000)::float8 AS "createdAt"
       FROM auth."user" ORDER BY name, email`,
  );
  return rows;
}

/** Everybody who may sign in, by name; never their addresses. */
export async function activePeople(db: Db): Promise<Omit<Person, "kind">[]> {
  const { rows } = await db.query<Omit<Person, "kind">>(
    `SELECT id AS "userId", name, role, "agencyId" FROM auth."user" WHERE banned IS NOT TRUE ORDER BY name, id`,
  );
  return rows;
}

/** @returns false when this would leave no administrator, or there is no such person. */
export async function setRole(db: Db, id: string, role: Role): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE auth."user" SET role = $2, "updatedAt" = now()
      WHERE id = $1 AND ($2 = 'admin' OR role <> 'admin' OR ${OTHER_ADMIN})`,
    [id, role],
  );
  return rowCount === 1;
}

/** Which agency a person speaks for; null: none. @returns false when there is no such person. */
export async function setAgency(db: Db, id: string, agencyId: string | null): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE auth."user" SET "agencyId" = $2, "updatedAt" = now() WHERE id = $1`,
    [id, agencyId],
  );
  return rowCount === 1;
}

/** Disabling ends the person's sessions at once. @returns false as {@link setRole}. */
export async function setDisabled(db: Db, id: string, disabled: boolean): Promise<boolean> {
  const { rowCount } = await db.query(
    `WITH u AS (
       UPDATE auth."user" SET banned = $2, "updatedAt" = now()
        WHERE id = $1 AND (NOT $2 OR role <> 'admin' OR ${OTHER_ADMIN}) RETURNING id),
     gone AS (DELETE FROM auth.session WHERE $2 AND "userId" IN (SELECT id FROM u))
     SELECT id FROM u`,
    [id, disabled],
  );
  return rowCount === 1;
}

const OTHER_ADMIN = `EXISTS (SELECT 1 FROM auth."user" o WHERE o.role = 'admin' AND o.id <> $1 AND o.banned IS NOT TRUE)`;

export async function replaceSetupToken(db: Db, hash: Buffer): Promise<void> {
  await db.query(
    "WITH gone AS (DELETE FROM setup_token WHERE hash <> $1) INSERT INTO setup_token (hash) VALUES ($1)",
    [hash],
  );
}

/** @returns whether this call, and no other, used the token up. */
export async function spendSetupToken(db: Db, hash: Buffer): Promise<boolean> {
  const { rowCount } = await db.query("DELETE FROM setup_token WHERE hash = $1", [hash]);
  return rowCount === 1;
}

export async function setupTokenExists(db: Db, hash: Buffer): Promise<boolean> {
  const { rowCount } = await db.query("SELECT 1 FROM setup_token WHERE hash = $1", [hash]);
  return rowCount === 1;
}

const KIOSK_COLUMNS = `id, name, wall_id AS "wallId", created_by AS "createdBy",
  (extract(epoch FROM created_at) * 1000)::float8 AS "createdAt",
  (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAt",
  (extract(epoch FROM last_seen_at) * 1000)::float8 AS "lastSeenAt",
  (extract(epoch FROM revoked_at) * 1000)::float8 AS "revokedAt"`;

export async function kiosks(db: Db): Promise<KioskRow[]> {
  const { rows } = await db.query<KioskRow>(`SELECT ${KIOSK_COLUMNS} FROM kiosk ORDER BY created_at DESC`);
  return rows;
}

export type NewKiosk = { name: string; wallId: string; hash: Buffer; createdBy: string; expiresAt: Date };

export async function insertKiosk(db: Db, k: NewKiosk): Promise<KioskRow> {
  const { rows } = await db.query<KioskRow>(
    `INSERT INTO kiosk (name, wall_id, hash, created_by, expires_at) VALUES ($1, $2, $3, $4, $5)
     RETURNING ${KIOSK_COLUMNS}`,
    [k.name, k.wallId, k.hash, k.createdBy, k.expiresAt],
  );
  return rows[0] as KioskRow;
}

export async function revokeKiosk(db: Db, id: number): Promise<boolean> {
  const { rowCount } = await db.query(
    "UPDATE kiosk SET revoked_at = now() WHERE id = $1::bigint AND revoked_at IS NULL",
    [id],
  );
  return rowCount === 1;
}

/** The screen behind a link that is neither revoked nor expired; notes that it was seen, once a minute. */
export async function kioskByHash(db: Db, hash: Buffer): Promise<{ id: number; wallId: string } | null> {
  const { rows } = await db.query<{ id: number; wallId: string; seen: boolean }>(
    `SELECT id, wall_id AS "wallId", coalesce(last_seen_at > now() - INTERVAL '1 minute', false) AS seen
       FROM kiosk WHERE hash = $1 AND revoked_at IS NULL AND expires_at > now()`,
    [hash],
  );
  const found = rows[0];
  if (!found) return null;
  if (!found.seen) await db.query("UPDATE kiosk SET last_seen_at = now() WHERE id = $1", [found.id]);
  return { id: found.id, wallId: found.wallId };
}
