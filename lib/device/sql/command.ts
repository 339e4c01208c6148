import { publish } from "#lib/db/bus.ts";
import type { Db } from "#lib/db/pool.ts";

/** `expiresAt`: ms; `by`: who ordered it, as the audit names people and rules. */
export type NewCommand = { account: string; topic: string; payload: Buffer; by: string; expiresAt: number };

/** Puts a command into a device's outbox and tells the entrances. @returns its id */
export async function orderCommand(db: Db, command: NewCommand): Promise<number> {
  const { account, topic, payload, by, expiresAt } = command;
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO device_command (account, topic, payload, created_by, expires_at) VALUES ($1, $2, $3, $4, $5)
     RETURNING id`,
    [account, topic, payload, by, new Date(expiresAt)],
  );
  await publish(db, "device", [JSON.stringify({ changed: "command", account })]);
  return rows[0]?.id ?? 0;
}

export type WaitingCommand = { id: number; topic: string; payload: Buffer };

/** What an account has not acknowledged and what is still worth giving, oldest first. */
export async function waitingCommands(db: Db, account: string, limit: number): Promise<WaitingCommand[]> {
  const { rows } = await db.query<WaitingCommand>(
    `SELECT id, topic, payload FROM device_command
     WHERE account = $1 AND acked_at IS NULL AND expires_at > now() ORDER BY id LIMIT $2`,
    [account, limit],
  );
  return rows;
}

export async function commandsSent(db: Db, ids: readonly number[]): Promise<void> {
  await db.query("UPDATE device_command SET sent_at = coalesce(sent_at, now()) WHERE id = ANY($1)", [ids]);
}

/** The device has it. */
export async function commandAcked(db: Db, id: number): Promise<void> {
  await db.query("UPDATE device_command SET acked_at = now() WHERE id = $1 AND acked_at IS NULL", [id]);
}

/** What a session is subscribed to; kept with it. */
export async function setSessionFilters(
  db: Db,
  { account, clientId, filters }: { account: string; clientId: string; filters: readonly string[] },
): Promise<void> {
  await db.query("UPDATE device_session SET filters = $3 WHERE account = $1 AND client_id = $2", [
    account,
    clientId,
    filters,
  ]);
}
