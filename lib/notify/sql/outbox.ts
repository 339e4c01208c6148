import type { Client, Db } from "#lib/db/pool.ts";
import type { Message, NotificationKind, NotificationReason } from "../model.ts";

export type NewNotification = {
  id: string;
  kind: NotificationKind;
  dueAt: number;
  alertId: number | null;
  alertIds: readonly number[];
  policyId: string | null;
  step: number | null;
  repeat: number | null;
  channelId: string;
  contactId: number | null;
  userId: string | null;
  address: string;
  message: Message;
  state: "waiting" | "held";
  nextAt: number;
  giveUpAt: number;
};

/** Puts messages out to be sent; one whose id is there already was told before and is left as it is. */
export async function putOut(db: Db, notifications: readonly NewNotification[]): Promise<void> {
  if (notifications.length === 0) return;
  await db.query({
    name: "notification-insert",
    text: `INSERT INTO notification (id, kind, due_at, alert_id, alert_ids, policy_id, step, repeat, channel_id, contact_id,
        user_id, address, priority, simulated, message, state, next_at, give_up_at)
      SELECT id, kind, due_at, alert_id, ARRAY(SELECT jsonb_array_elements_text(alert_ids)::bigint), policy_id, step,
        repeat, channel_id, contact_id, user_id, address, (message->>'priority')::smallint,
        (message->>'simulated')::boolean, message, state, next_at, give_up_at
      FROM jsonb_to_recordset($1::jsonb) AS r (id text, kind text, due_at timestamptz, alert_id bigint, alert_ids jsonb,
        policy_id text, step smallint, repeat smallint, channel_id text, contact_id integer, user_id text, address text,
        message jsonb, state text, next_at timestamptz, give_up_at timestamptz)
      ON CONFLICT (id) DO NOTHING`,
    values: [JSON.stringify(notifications.map(rowOf))],
  });
}

function rowOf(n: NewNotification) {
  return {
    id: n.id,
    kind: n.kind,
    due_at: new Date(n.dueAt),
    alert_id: n.alertId,
    alert_ids: n.alertIds,
    policy_id: n.policyId,
    step: n.step,
    repeat: n.repeat,
    channel_id: n.channelId,
    contact_id: n.contactId,
    user_id: n.userId,
    address: n.address,
    message: n.message,
    state: n.state,
    next_at: new Date(n.nextAt),
    give_up_at: new Date(n.giveUpAt),
  };
}

/** Messages of alerts that somebody answered in the meantime tell nothing any more. @returns how many */
export async function dropAnswered(db: Db, now: number): Promise<number> {
  const { rowCount } = await db.query({
    name: "notification-drop",
    text: `UPDATE notification n SET state = 'cancelled', reason = 'answered', settled_at = $1
      WHERE state = 'waiting' AND next_at <= $1 AND kind = 'alert' AND (leased_until IS NULL OR leased_until <= $1)
        AND NOT EXISTS (SELECT FROM alert a WHERE a.id = ANY(n.alert_ids) AND a.response = 'unack' AND a.visibility = 'shown')`,
    values: [new Date(now)],
  });
  return rowCount ?? 0;
}

/**
 * Who was barred, or took an address away or out of use, is told nothing more there: neither what waited for another
 * attempt nor what quiet hours held back. @returns how many
 */
export async function dropGone(db: Db, now: number): Promise<number> {
  const { rowCount } = await db.query({
    name: "notification-drop-gone",
    text: `UPDATE notification n SET state = 'cancelled', reason = 'address_gone', settled_at = $1
      WHERE (state = 'waiting' AND next_at <= $1 OR state = 'held' AND next_at <= $1) AND contact_id IS NOT NULL
        AND (leased_until IS NULL OR leased_until <= $1)
        AND NOT EXISTS (SELECT FROM notify_contact c JOIN auth."user" u ON u.id = c.user_id
          WHERE c.id = n.contact_id AND u.banned IS NOT TRUE AND (c.enabled OR n.kind IN ('test', 'verify')))`,
    values: [new Date(now)],
  });
  return rowCount ?? 0;
}

/** A message that this process now sends. `config` and `kind` are those of its channel; null when that is gone. */
export type Claimed = {
  id: string;
  kind: NotificationKind;
  alertIds: number[];
  channelId: string;
  contactId: number | null;
  userId: string | null;
  address: string;
  message: Message;
  attempts: number;
  giveUpAt: number;
  channelKind: string | null;
  config: unknown;
};

export type Claim = {
  now: number;
  leaseMs: number;
  limit: number;
  perChannel: number;
  busy: readonly string[];
};

/**
 * Takes messages that are due, the most urgent first, for as long as a lease: whoever dies while sending leaves them
 * to the next. `busy`: channels that have enough under way here, so that a slow one holds up no other.
 */
export async function claim(db: Db, { now, leaseMs, limit, perChannel, busy }: Claim): Promise<Claimed[]> {
  const { rows } = await db.query<Claimed>({
    name: "notification-claim",
    text: `WITH free AS (
        SELECT id, priority, next_at, row_number() OVER (PARTITION BY channel_id ORDER BY priority, next_at) AS place
        FROM notification
        WHERE state = 'waiting' AND next_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)
          AND channel_id <> ALL($5::text[])),
      taken AS (
        SELECT n.id FROM notification n JOIN free f ON f.id = n.id
        WHERE f.place <= $4 AND n.state = 'waiting' AND (n.leased_until IS NULL OR n.leased_until <= $1)
        ORDER BY f.priority, f.next_at LIMIT $3 FOR UPDATE OF n SKIP LOCKED)
      UPDATE notification n SET leased_until = $1::timestamptz + make_interval(secs => $2::float8 / 1000)
      FROM taken JOIN notification m ON m.id = taken.id LEFT JOIN notify_channel h ON h.id = m.channel_id
      WHERE n.id = taken.id
      RETURNING n.id, n.kind, to_jsonb(n.alert_ids) AS "alertIds", n.channel_id AS "channelId", n.contact_id AS "contactId",
        n.user_id AS "userId", n.address, n.message, n.attempts, (extract(epoch FROM n.give_up_at) * 1000)::float8 AS "giveUpAt",
        h.kind AS "channelKind", h.config`,
    values: [new Date(now), leaseMs, limit, perChannel, busy],
  });
  return rows;
}

export type Tried = {
  id: string;
  n: number;
  at: number;
  ms: number;
  outcome: "sent" | "failed" | "refused";
  code: string;
  excerpt: string | null;
  /** When to try again; null: this was the last attempt. */
  nextAt: number | null;
  reason: NotificationReason | null;
};

/** Writes down one attempt and what became of the message. @returns false when it was settled already: a double */
export async function noteAttempt(client: Client, tried: Tried): Promise<boolean> {
  const { id, n, at, ms, outcome, code, excerpt, nextAt, reason } = tried;
  const state = outcome === "sent" ? "sent" : nextAt === null ? "failed" : "waiting";
  const done = new Date(at + ms);
  const { rowCount } = await client.query({
    name: "notification-tried",
    text: `UPDATE notification SET state = $2, reason = $3, attempts = greatest(attempts, $4), leased_until = NULL,
        next_at = coalesce($5, next_at), settled_at = CASE WHEN $2 <> 'waiting' THEN $6::timestamptz END
      WHERE id = $1 AND state = 'waiting'`,
    values: [id, state, reason, n, nextAt === null ? null : new Date(nextAt), done],
  });
  await client.query({
    name: "notification-attempt",
    text: `INSERT INTO notification_attempt (notification_id, n, at, outcome, code, ms, excerpt)
      SELECT $1, greatest($2, coalesce(max(n) + 1, 1)), $3, $4, $5, $6, $7
      FROM notification_attempt WHERE notification_id = $1`,
    values: [id, n, new Date(at), outcome, code.slice(0, 80), Math.round(ms), excerpt?.slice(0, 500) ?? null],
  });
  return rowCount === 1;
}

/** What an attempt says of its channel. What a single address refused says nothing of it. */
export async function noteChannel(
  db: Db,
  {
    channelId,
    at,
    outcome,
    error,
  }: { channelId: string; at: number; outcome: "sent" | "failed"; error: string | null },
): Promise<void> {
  await db.query({
    name: "notify-channel-tried",
    text: `UPDATE notify_channel SET tried_at = $2,
        failures = CASE WHEN $3 THEN 0 ELSE failures + 1 END,
        worked_at = CASE WHEN $3 THEN $2 ELSE worked_at END,
        failed_at = CASE WHEN $3 THEN failed_at ELSE $2 END,
        last_error = CASE WHEN $3 THEN last_error ELSE $4 END
      WHERE id = $1`,
    values: [channelId, new Date(at), outcome === "sent", error?.slice(0, 300) ?? null],
  });
}

export type Held = {
  id: string;
  contactId: number | null;
  userId: string;
  channelId: string;
  address: string;
  alertIds: number[];
};

/** Locks what was held back until now, whole addresses at a time. */
export async function lockHeld(client: Client, now: number): Promise<Held[]> {
  const { rows } = await client.query<Held>({
    name: "notification-held",
    text: `SELECT id, contact_id AS "contactId", user_id AS "userId", channel_id AS "channelId", address, to_jsonb(alert_ids) AS "alertIds"
      FROM notification WHERE state = 'held' AND next_at <= $1 ORDER BY id FOR UPDATE SKIP LOCKED`,
    values: [new Date(now)],
  });
  return rows;
}

export async function settleHeld(client: Client, ids: readonly string[], now: number): Promise<void> {
  await client.query({
    name: "notification-settle-held",
    text: `UPDATE notification SET state = 'cancelled', reason = 'in_digest', settled_at = $2 WHERE id = ANY($1)`,
    values: [ids, new Date(now)],
  });
}
