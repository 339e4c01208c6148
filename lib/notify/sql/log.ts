import type { Db } from "#lib/db/pool.ts";
import type { NotificationRow, NotificationState } from "../model.ts";

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

const ROW = `n.id, n.kind, ${ms("n.made_at")} AS "madeAt", ${ms("n.due_at")} AS "dueAt", n.alert_id AS "alertId",
  to_jsonb(n.alert_ids) AS "alertIds", n.policy_id AS "policyId", n.step, n.repeat, n.channel_id AS "channelId",
  coalesce(h.name_vi, n.channel_id) AS "channelVi", coalesce(h.name_en, n.channel_id) AS "channelEn",
  n.user_id AS "userId", u.name AS "userName", n.priority, n.simulated, n.message->>'title' AS title, n.state, n.reason,
  CASE WHEN n.state IN ('waiting', 'held') THEN ${ms("n.next_at")} END AS "nextAt", ${ms("n.settled_at")} AS "settledAt",
  coalesce((SELECT jsonb_agg(jsonb_build_object('n', a.n, 'at', ${ms("a.at")}, 'outcome', a.outcome, 'code', a.code,
    'ms', a.ms, 'excerpt', a.excerpt) ORDER BY a.n) FROM notification_attempt a WHERE a.notification_id = n.id), '[]') AS attempts`;
const FROM = `FROM notification n LEFT JOIN notify_channel h ON h.id = n.channel_id
  LEFT JOIN auth."user" u ON u.id = n.user_id`;

/** Who was told of an alert, by what, and with what success; oldest first. */
export async function notificationsOf(db: Db, alertId: number): Promise<NotificationRow[]> {
  const { rows } = await db.query<NotificationRow>(
    `SELECT ${ROW} ${FROM} WHERE n.alert_ids @> ARRAY[$1::bigint] ORDER BY n.made_at, n.id`,
    [alertId],
  );
  return rows;
}

export async function notificationById(db: Db, id: string): Promise<NotificationRow | undefined> {
  const { rows } = await db.query<NotificationRow>(`SELECT ${ROW} ${FROM} WHERE n.id = $1`, [id]);
  return rows[0];
}

export type LogPage = {
  limit: number;
  state?: NotificationState;
  channelId?: string;
  userId?: string;
  kind?: string;
  after?: { madeAt: number; id: string };
};

/** What went out or should have, newest first. */
export async function notificationLog(db: Db, page: LogPage): Promise<NotificationRow[]> {
  const { limit, state, channelId, userId, kind, after } = page;
  const { rows } = await db.query<NotificationRow>(
    `SELECT ${ROW} ${FROM}
     WHERE ($2::text IS NULL OR n.state = $2) AND ($3::text IS NULL OR n.channel_id = $3)
       AND ($4::text IS NULL OR n.user_id = $4) AND ($5::text IS NULL OR n.kind = $5)
       AND ($6::timestamptz IS NULL OR (n.made_at, n.id) < ($6, $7))
     ORDER BY n.made_at DESC, n.id DESC LIMIT $1`,
    [
      limit,
      state ?? null,
      channelId ?? null,
      userId ?? null,
      kind ?? null,
      after ? new Date(after.madeAt) : null,
      after?.id ?? null,
    ],
  );
  return rows;
}

/** Sends what failed once more, at once. @returns false when it had not failed */
export async function retryNow(db: Db, id: string, now: number, giveUpMs: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE notification SET state = 'waiting', reason = NULL, settled_at = NULL, leased_until = NULL, next_at = $2,
       give_up_at = $3
     WHERE id = $1 AND (state = 'failed' OR (state = 'waiting' AND next_at > $2))`,
    [id, new Date(now), new Date(now + giveUpMs)],
  );
  return rowCount === 1;
}

/** `p95Ms`: from when it should have been told until it was; null when nothing was. */
export type DeliveryStats = {
  channelId: string;
  sent: number;
  failed: number;
  attempts: number;
  p95Ms: number | null;
};

/** How the channels delivered what was settled in a span of time (ms); alerts and digests only. */
export async function deliveryStats(db: Db, from: number, to: number): Promise<DeliveryStats[]> {
  const { rows } = await db.query<DeliveryStats>(
    `SELECT channel_id AS "channelId", count(*) FILTER (WHERE state = 'sent')::int AS sent,
       count(*) FILTER (WHERE state = 'failed')::int AS failed, sum(attempts)::int AS attempts,
       (percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM settled_at - due_at) * 1000)
         FILTER (WHERE state = 'sent'))::float8 AS "p95Ms"
     FROM notification
     WHERE settled_at >= $1 AND settled_at < $2 AND state IN ('sent', 'failed') AND kind IN ('alert', 'digest')
     GROUP BY channel_id ORDER BY channel_id`,
    [new Date(from), new Date(to)],
  );
  return rows;
}

/** How many messages of a kind somebody asked for lately. */
export async function recentMessages(
  db: Db,
  { userId, kind, since }: { userId: string; kind: string; since: number },
): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM notification WHERE user_id = $1 AND kind = $2 AND made_at >= $3",
    [userId, kind, new Date(since)],
  );
  return rows[0]?.n ?? 0;
}

/** Forgets some of what was settled before a moment, with its attempts. @returns how many messages */
export async function forgetNotifications(db: Db, before: number, limit: number): Promise<number> {
  const { rowCount } = await db.query(
    `DELETE FROM notification WHERE id IN (
       SELECT id FROM notification WHERE made_at < $1 AND settled_at IS NOT NULL ORDER BY made_at LIMIT $2)`,
    [new Date(before), limit],
  );
  return rowCount ?? 0;
}
