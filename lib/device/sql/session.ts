import type { Db } from "#lib/db/pool.ts";
import type { Ending, SessionStart, SessionWill } from "../session.ts";

export type Entering = SessionStart & { holder: string; serial: number };
/** What stood before: `present` when the session goes on; `holder` of a connection that still lasts. */
export type Entered = { present: boolean; filters: string[]; holder: string | null };

/** Opens connections, in the order given; each session at most once. */
export async function enterSessions(db: Db, entering: readonly Entering[]): Promise<Entered[]> {
  const { rows } = await db.query<Entered>({
    name: "device-session-enter",
    text: `WITH asked AS (
        SELECT * FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (account text, "clientId" text, holder text,
          serial bigint, address text, transport text, version smallint, clean boolean, "expiryS" float8, will jsonb))
          WITH ORDINALITY AS d (account, "clientId", holder, serial, address, transport, version, clean, "expiryS",
            will, place)),
      before AS (
        SELECT a.place, s.filters, CASE WHEN s.online THEN s.holder END AS holder,
          coalesce(NOT a.clean AND s.expiry_s > 0
            AND (s.online OR s.since + s.expiry_s * interval '1 second' > now()), false) AS present
        FROM asked a LEFT JOIN device_session s ON s.account = a.account AND s.client_id = a."clientId"),
      saved AS (
        INSERT INTO device_session AS s (account, client_id, online, holder, serial, address, transport, version,
          expiry_s, filters, will)
        SELECT a.account, a."clientId", true, a.holder, a.serial, a.address, a.transport, a.version, a."expiryS",
          CASE WHEN b.present THEN b.filters ELSE '{}' END, a.will
        FROM asked a JOIN before b USING (place) JOIN device_account ON name = a.account
        ORDER BY a.account, a."clientId"
        ON CONFLICT (account, client_id) DO UPDATE SET online = true, ending = NULL, since = now(),
          holder = excluded.holder, serial = excluded.serial, address = excluded.address,
          transport = excluded.transport, version = excluded.version, expiry_s = excluded.expiry_s,
          filters = excluded.filters, will = excluded.will)
      SELECT present, coalesce(CASE WHEN present THEN filters END, '{}') AS filters, holder
      FROM before ORDER BY place`,
    values: [JSON.stringify(entering)],
  });
  return rows;
}

export type Leaving = { account: string; clientId: string; holder: string; serial: number; ending: Ending };

/** Closes connections; a session that another connection has taken over meanwhile is left alone. */
export async function leaveSessions(db: Db, leaving: readonly Leaving[]): Promise<void> {
  await db.query({
    name: "device-session-leave",
    text: `UPDATE device_session s SET online = false, ending = d.ending, since = now()
      FROM jsonb_to_recordset($1::jsonb) AS d (account text, "clientId" text, holder text, serial bigint, ending text)
      WHERE s.account = d.account AND s.client_id = d."clientId" AND s.holder = d.holder AND s.serial = d.serial
        AND s.online`,
    values: [JSON.stringify(leaving)],
  });
}

/**
 * Ends sessions whose process does not live any more, once their devices had time to come back to another.
 * @returns each with its will, by exactly one caller
 */
export async function endSessionsOfDead(db: Db): Promise<{ account: string; will: SessionWill | null }[]> {
  const { rows } = await db.query<{ account: string; will: SessionWill | null }>(
    `UPDATE device_session s SET online = false, ending = 'lost', since = now()
     WHERE s.online AND s.since < now() - interval '20 seconds'
       AND NOT EXISTS (SELECT FROM ingest_process p WHERE p.name = s.holder)
       AND (SELECT min(started_at) FROM ingest_process) < now() - interval '20 seconds'
     RETURNING account, will`,
  );
  return rows;
}

export type SessionRow = {
  account: string;
  clientId: string;
  online: boolean;
  ending: Ending | null;
  since: number;
  address: string;
  transport: string;
  version: number;
  will: SessionWill | null;
};

/** Every session that is known, by account and client id; `since` in ms. */
export async function deviceSessions(db: Db): Promise<SessionRow[]> {
  const { rows } = await db.query<SessionRow>(
    `SELECT account, client_id AS "clientId", online, ending, round(date_part('epoch', since) * 1000) AS since,
       address, transport, version, will
     FROM device_session ORDER BY account, client_id`,
  );
  return rows;
}
