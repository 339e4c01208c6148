import type { Client, Db } from "#lib/db/pool.ts";
import type { Planned, Task, TaskReason } from "../model.ts";

export type NewTask = Planned & { alertId: number; sinceSeq: number };

/** Plans tasks, counted from now by the database's clock; those that are there already stay as they are. */
export async function insertTasks(client: Client, tasks: readonly NewTask[]): Promise<number> {
  if (tasks.length === 0) return 0;
  const { rowCount } = await client.query({
    name: "escalation-insert",
    // A few plans serve thousands of alerts: each travels once.
    text: `INSERT INTO escalation_task (alert_id, since_seq, policy_id, step, due_at, plan)
      SELECT t.alert_id, t.since_seq, t.policy_id, t.step, now() + make_interval(secs => t.in_s), $6::jsonb -> t.plan
      FROM unnest($1::bigint[], $2::int[], $3::text[], $4::int[], $5::int[], $7::int[])
        AS t (alert_id, since_seq, policy_id, step, in_s, plan)
      ON CONFLICT ON CONSTRAINT escalation_task_once DO NOTHING`,
    values: columns(tasks),
  });
  return rowCount ?? 0;
}

function columns(tasks: readonly NewTask[]): unknown[] {
  const plans = [...new Set(tasks.map((task) => task.plan))];
  const place = new Map(plans.map((plan, i) => [plan, i]));
  return [
    tasks.map((t) => t.alertId),
    tasks.map((t) => t.sinceSeq),
    tasks.map((t) => t.policyId),
    tasks.map((t) => t.step),
    tasks.map((t) => t.inS),
    JSON.stringify(plans),
    tasks.map((t) => place.get(t.plan)),
  ];
}

export type Cancelled = { alertId: number; reason: TaskReason };

/** Cancels whatever these alerts still had in store. */
export async function cancelTasks(client: Client, cancelled: readonly Cancelled[]): Promise<void> {
  if (cancelled.length === 0) return;
  await client.query({
    name: "escalation-cancel",
    text: `UPDATE escalation_task t SET state = 'cancelled', reason = c.reason, settled_at = now()
      FROM unnest($1::bigint[], $2::text[]) AS c (alert_id, reason)
      WHERE t.alert_id = c.alert_id AND t.state = 'waiting'`,
    values: [cancelled.map((c) => c.alertId), cancelled.map((c) => c.reason)],
  });
}

const TASK = `t.id, t.alert_id AS "alertId", t.since_seq AS "sinceSeq", t.policy_id AS "policyId", t.step, t.repeat,
  t.plan, (extract(epoch FROM t.due_at) * 1000)::float8 AS "dueAt", t.state, t.reason, t.told,
  (extract(epoch FROM t.settled_at) * 1000)::float8 AS "settledAt"`;

/** Everything that was planned for an alert, in the order of its times. */
export async function tasksOf(db: Db, alertId: number): Promise<Task[]> {
  const { rows } = await db.query<Task>(
    `SELECT ${TASK} FROM escalation_task t WHERE alert_id = $1 ORDER BY due_at, step, repeat, id`,
    [alertId],
  );
  return rows;
}

/**
 * Locks alerts with a step due, and with them those of the same incident whose step is due within the wait, so that
 * one message tells them all. Those that somebody else holds wait for the next look.
 */
export async function lockDueAlerts(
  client: Client,
  { now, waitS, limit }: { now: number; waitS: number; limit: number },
): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>({
    name: "escalation-lock-alerts",
    text: `WITH due AS (
        SELECT t.alert_id FROM escalation_task t JOIN alert a ON a.id = t.alert_id
        WHERE t.state = 'waiting' AND t.due_at <= $1
        GROUP BY t.alert_id ORDER BY min(t.due_at), t.alert_id LIMIT $3),
      incidents AS (
        SELECT DISTINCT incident_id FROM alert WHERE id IN (SELECT alert_id FROM due) AND incident_id IS NOT NULL),
      soon AS (
        SELECT a.id FROM alert a JOIN incidents USING (incident_id)
        JOIN escalation_task t ON t.alert_id = a.id AND t.state = 'waiting'
          AND t.due_at <= $1::timestamptz + make_interval(secs => $2))
      SELECT id FROM alert WHERE id IN (SELECT alert_id FROM due UNION SELECT id FROM soon)
      ORDER BY id FOR UPDATE SKIP LOCKED`,
    values: [new Date(now), waitS, limit],
  });
  return rows.map((row) => row.id);
}

/** The tasks of alerts, whose locks one holds, that are due until a moment. */
export async function dueTasks(client: Client, alertIds: readonly number[], until: number): Promise<Task[]> {
  const { rows } = await client.query<Task>({
    name: "escalation-due",
    text: `SELECT ${TASK} FROM escalation_task t WHERE alert_id = ANY($1) AND state = 'waiting' AND due_at <= $2
      ORDER BY due_at, step, repeat, id`,
    values: [alertIds, new Date(until)],
  });
  return rows;
}

export type Settled = { id: number; state: "done" | "cancelled"; reason: TaskReason | null; told: number };

export async function settleTasks(client: Client, settled: readonly Settled[], now: number): Promise<void> {
  if (settled.length === 0) return;
  await client.query({
    name: "escalation-settle",
    text: `UPDATE escalation_task t SET state = s.state, reason = s.reason, told = s.told, settled_at = $5
      FROM unnest($1::bigint[], $2::text[], $3::text[], $4::int[]) AS s (id, state, reason, told) WHERE t.id = s.id`,
    values: [
      settled.map((s) => s.id),
      settled.map((s) => s.state),
      settled.map((s) => s.reason),
      settled.map((s) => s.told),
      new Date(now),
    ],
  });
}

/** Plans the next repeat of tasks that were carried out. */
export async function repeatTasks(client: Client, tasks: readonly Task[], now: number): Promise<void> {
  if (tasks.length === 0) return;
  await client.query({
    name: "escalation-repeat",
    text: `INSERT INTO escalation_task (alert_id, since_seq, policy_id, step, repeat, due_at, plan)
      SELECT alert_id, since_seq, policy_id, step, repeat + 1,
        greatest(due_at, $2::timestamptz - make_interval(secs => (plan->>'repeatEveryS')::int))
          + make_interval(secs => (plan->>'repeatEveryS')::int), plan
      FROM escalation_task WHERE id = ANY($1)
      ON CONFLICT ON CONSTRAINT escalation_task_once DO NOTHING`,
    values: [tasks.map((t) => t.id), new Date(now)],
  });
}
