import type { Client, Db } from "#lib/db/pool.ts";
import { FORGET_MS, FREE_TRIES, type Standing, WATCH_MS } from "../guess.ts";
import type { FailureRow, Missed } from "../model.ts";

/** One account as it was tried from one place. */
export type Try = { account: Buffer; place: string; address: string; userId: string | null; now: number };

/** Kept to tell people and administrators of; of unknown accounts only what slows the one who guesses. */
const KEPT_DAYS = 90;
const KEPT_UNKNOWN_DAYS = 2;
/** Rows of unknown accounts from one place: who invents addresses fills no disk. */
const MOST_UNKNOWN = 500;

/** How an attempt stands before its password is looked at. */
export async function standingOf(
  db: Db,
  { account, place, now }: Pick<Try, "account" | "place" | "now">,
): Promise<Standing> {
  const { rows } = await db.query<Standing>({
    name: "sign-in-standing",
    text: `SELECT coalesce(sum(streak) FILTER (WHERE account = $1 AND place = $2), 0)::int AS streak,
        coalesce(max(extract(epoch FROM last_at) * 1000) FILTER (WHERE account = $1 AND place = $2), 0)::float8 AS "lastAt",
        coalesce(sum(streak) FILTER (WHERE account = $1 AND place <> $2 AND last_at >= $3), 0)::int AS "ofAccount",
        coalesce(sum(least(streak, 3)) FILTER (WHERE account <> $1 AND place = $2 AND last_at >= $3), 0)::int AS "ofPlace"
      FROM sign_in_failure WHERE account = $1 OR place = $2 AND last_at >= $3`,
    values: [account, place, new Date(now - WATCH_MS)],
  });
  return rows[0] as Standing;
}

export type Failed = { streak: number; isNew: boolean };

/** Counts one wrong password. @returns the failures in a row by now */
export async function noteFailure(client: Client, one: Try): Promise<Failed> {
  const { account, place, address, userId, now } = one;
  const at = new Date(now);
  const { rows } = await client.query<Failed>({
    name: "sign-in-failed",
    text: `INSERT INTO sign_in_failure AS f (account, place, user_id, address, streak, untold, total, first_at, since, last_at)
      VALUES ($1, $2, $3, $4, 1, 1, 1, $5, $5, $5)
      ON CONFLICT (account, place) DO UPDATE SET user_id = $3, address = $4, last_at = $5, total = f.total + 1,
        streak = CASE WHEN f.last_at < $6 THEN 1 ELSE f.streak + 1 END,
        since = CASE WHEN f.untold = 0 THEN $5 ELSE f.since END, untold = f.untold + 1
      RETURNING streak, total = 1 AS "isNew"`,
    values: [account, place, userId, address, at, new Date(now - FORGET_MS)],
  });
  const failed = rows[0] as Failed;
  if (failed.isNew) await forget(client, place, now);
  return failed;
}

async function forget(client: Client, place: string, now: number): Promise<void> {
  const before = (days: number) => new Date(now - days * 86_400_000);
  await client.query(
    `DELETE FROM sign_in_failure WHERE last_at < $1 OR user_id IS NULL AND last_at < $2
       OR (account, place) IN (SELECT account, place FROM sign_in_failure WHERE place = $3 AND user_id IS NULL
         ORDER BY last_at DESC OFFSET $4)`,
    [before(KEPT_DAYS), before(KEPT_UNKNOWN_DAYS), place, MOST_UNKNOWN],
  );
}

/** The right password: counting starts again at this place, and what failed anywhere is told once. */
export async function noteSuccess(client: Client, { account, place, address }: Try): Promise<Missed[]> {
  await client.query({
    name: "sign-in-worked",
    text: "UPDATE sign_in_failure SET streak = 0 WHERE account = $1 AND place = $2 AND streak > 0",
    values: [account, place],
  });
  const { rows } = await client.query<Missed>({
    name: "sign-in-missed",
    text: `WITH told AS (SELECT account, place, address, untold, since, last_at FROM sign_in_failure
        WHERE account = $1 AND untold > 0 FOR UPDATE),
      done AS (UPDATE sign_in_failure f SET untold = 0 FROM told t WHERE f.account = t.account AND f.place = t.place)
      SELECT address, address = $2 AS here, sum(untold)::int AS count, (extract(epoch FROM min(since)) * 1000)::float8 AS since,
        (extract(epoch FROM max(last_at)) * 1000)::float8 AS "lastAt"
      FROM told GROUP BY address ORDER BY count DESC, address`,
    values: [account, address],
  });
  return rows;
}

/** Whoever chose a new password may try it everywhere. */
export async function forgive(client: Client, userId: string): Promise<void> {
  await client.query("UPDATE sign_in_failure SET streak = 0 WHERE user_id = $1", [userId]);
}

/** Wrong passwords at one account and from one address within the time that is watched. */
export async function failuresLately(
  db: Db,
  { account, address, now }: Pick<Try, "account" | "address" | "now">,
): Promise<{ atAccount: number; fromAddress: number; unknownFromAddress: number }> {
  const { rows } = await db.query({
    name: "sign-in-lately",
    text: `SELECT coalesce(sum(streak) FILTER (WHERE account = $1), 0)::int AS "atAccount",
        coalesce(sum(streak) FILTER (WHERE address = $2), 0)::int AS "fromAddress",
        coalesce(sum(total) FILTER (WHERE address = $2 AND user_id IS NULL), 0)::int AS "unknownFromAddress"
      FROM sign_in_failure WHERE (account = $1 OR address = $2) AND last_at >= $3`,
    values: [account, address, new Date(now - WATCH_MS)],
  });
  return rows[0];
}

/** By person and address, newest first; of one person where asked for. */
export async function failures(
  db: Db,
  { now, userId, limit }: { now: number; userId?: string; limit: number },
): Promise<FailureRow[]> {
  const { rows } = await db.query<FailureRow>(
    `SELECT f.user_id AS "userId", u.name, f.address, count(DISTINCT f.account)::int AS accounts, sum(f.total)::int AS count,
        (extract(epoch FROM min(f.first_at)) * 1000)::float8 AS "firstAt",
        (extract(epoch FROM max(f.last_at)) * 1000)::float8 AS "lastAt",
        bool_or(f.streak >= $4 AND f.last_at >= $1) AS waiting
      FROM sign_in_failure f LEFT JOIN auth."user" u ON u.id = f.user_id
      WHERE $2::text IS NULL OR f.user_id = $2
      GROUP BY f.user_id, u.name, f.address ORDER BY max(f.last_at) DESC LIMIT $3`,
    [new Date(now - WATCH_MS), userId ?? null, limit, FREE_TRIES],
  );
  return rows;
}

/** @returns whether this call is the one to tell administrators: once an hour of each account or address */
export async function claimNotice(client: Client, subject: string, now: number): Promise<boolean> {
  const since = new Date(now - WATCH_MS);
  await client.query("DELETE FROM guess_notice WHERE told_at < $1", [since]);
  const { rowCount } = await client.query(
    "INSERT INTO guess_notice (subject, told_at) VALUES ($1, $2) ON CONFLICT (subject) DO NOTHING",
    [subject, new Date(now)],
  );
  return rowCount === 1;
}
