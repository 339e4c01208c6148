import { randomBytes } from "node:crypto";
import type { Db } from "../db/pool.ts";
import type { KioskRow, Person, Role, UserRow } from "./model.ts";

export async function adminExists(db: Db): Promise<boolean> {
  const { rows } = await db.query(`SELECT 1 FROM auth."user" WHERE role = 'admin' LIMIT 1`);
  return rows.length > 0;
}

export async function users(db: Db): Promise<UserRow[]> {
  const { rows } = await db.query<UserRow>(
    `SELECT id, name, email, role, "agencyId", coalesce(banned, false) AS disabled, NOT ${HAS_PASSWORD} AS invited,
            (extract(epoch FROM "createdAt") * 1000)::float8 AS "createdAt"
       FROM auth."user" u ORDER BY name, email`,
  );
  return rows;
}

export async function personByEmail(db: Db, email: string): Promise<{ userId: string; name: string } | null> {
  const { rows } = await db.query<{ userId: string; name: string }>(
    `SELECT id AS "userId", name FROM auth."user" WHERE email = lower($1)`,
    [email],
  );
  return rows[0] ?? null;
}

export async function personById(db: Db, id: string): Promise<{ name: string; email: string } | null> {
  const { rows } = await db.query<{ name: string; email: string }>(
    `SELECT name, email FROM auth."user" WHERE id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

export type NewUser = { name: string; email: string; role: Role; agencyId: string | null };

/** A person without a password yet. @returns the id, null when the e-mail address is taken */
export async function insertPerson(db: Db, { name, email, role, agencyId }: NewUser): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `INSERT INTO auth."user" (id, name, email, "emailVerified", role, "agencyId")
     VALUES ($1, $2, $3, false, $4, $5) ON CONFLICT (email) DO NOTHING RETURNING id`,
    [randomBytes(16).toString("hex"), name, email, role, agencyId],
  );
  return rows[0]?.id ?? null;
}

/** Everybody who may sign in, by name; never their addresses. */
export async function activePeople(db: Db): Promise<Omit<Person, "kind">[]> {
  const { rows } = await db.query<Omit<Person, "kind">>(
    `SELECT id AS "userId", name, role, "agencyId" FROM auth."user" WHERE banned IS NOT TRUE ORDER BY name, id`,
  );
  return rows;
}

const HAS_PASSWORD = `EXISTS (SELECT FROM auth.account a WHERE a."userId" = u.id AND a.password IS NOT NULL)`;
/**
 * Administrators who can sign in, locked: of two who take each other's right away at once, the second sees what the
 * first did.
 */
const ADMINS = `admins AS MATERIALIZED (SELECT u.id FROM auth."user" u
  WHERE u.role = 'admin' AND u.banned IS NOT TRUE AND ${HAS_PASSWORD} ORDER BY u.id FOR UPDATE OF u)`;
const OTHER_ADMIN = "EXISTS (SELECT FROM admins o WHERE o.id <> $1)";

/** @returns false when this would leave no administrator, or there is no such person. */
export async function setRole(db: Db, id: string, role: Role): Promise<boolean> {
  const { rowCount } = await db.query(
    `WITH ${ADMINS} UPDATE auth."user" SET role = $2, "updatedAt" = now()
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
    `WITH ${ADMINS}, u AS (
       UPDATE auth."user" SET banned = $2, "updatedAt" = now()
        WHERE id = $1 AND (NOT $2 OR role <> 'admin' OR ${OTHER_ADMIN}) RETURNING id),
     gone AS (DELETE FROM auth.session WHERE $2 AND "userId" IN (SELECT id FROM u))
     SELECT id FROM u`,
    [id, disabled],
  );
  return rowCount === 1;
}

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
