import type { AlertRow } from "#lib/alert/model.ts";
import { alertsByIds } from "#lib/alert/sql.ts";
import type { Db, Pool } from "#lib/db/pool.ts";
import { deliveryStats } from "#lib/notify/sql/log.ts";
import { GRACE_MS } from "#lib/shift/model.ts";
import { handoversOnTime } from "#lib/shift/sql/handover.ts";
import { onDuty } from "#lib/shift/sql.ts";
import type { ListSpan } from "./lists.ts";
import type { Counted, HiddenLine, KpiSpan, Load } from "./model.ts";
import { answers, badActors, idleRules, missedAlarms, split } from "./sql/quality.ts";
import { GROUND, SETS, type SetId } from "./sql/sets.ts";

const DAY_MS = 86_400_000;
const PERIOD_MS = 600_000;

export function bounds({ from, to, simulated }: KpiSpan): [Date, Date, boolean] {
  return [new Date(from), new Date(to), simulated];
}

/** Everything that the page shows, counted anew. */
export async function count(pool: Pool, now: number, simulated: boolean): Promise<Counted> {
  const { since, floor } = await startOf(pool, now, simulated);
  const monthFrom = Math.max(floor - 30 * DAY_MS, since);
  const month = { from: monthFrom, to: floor, simulated };
  const day = { ...month, from: Math.max(floor - DAY_MS, since) };
  const open = { from: monthFrom, to: now, simulated };
  const [crew, rateNow, floodMs] = await Promise.all([
    onDuty(pool, now),
    size(pool, "announced", { from: now - PERIOD_MS, to: now, simulated }),
    floodTime(pool, open),
  ]);
  const [dayLoad, monthLoad, handovers, sent] = await Promise.all([
    load(pool, day),
    load(pool, month),
    handoversOnTime(pool, { from: monthFrom, to: now, graceMs: GRACE_MS }),
    delivery(pool, open),
  ]);
  const [staleNow, worstDay, unacked, chattering, fleeting] = await Promise.all([
    size(pool, "stale", open),
    worstStaleDay(pool, open),
    size(pool, "unacked", open),
    size(pool, "chattering", open),
    size(pool, "fleeting", open),
  ]);
  const [actors, priorities, times, idle, missed, quiet] = await Promise.all([
    badActors(pool, open),
    split(pool, open),
    answers(pool, open),
    idleRules(pool, open),
    missedAlarms(pool, open),
    hidden(pool, open),
  ]);
  return {
    now,
    simulated,
    since,
    positions: Math.max(1, crew.length),
    rateNow,
    day: dayLoad,
    month: monthLoad,
    floodMs,
    stale: { now: staleNow, worstDay: worstDay.n },
    unacked,
    actors,
    chattering,
    fleeting,
    split: priorities,
    answers: times,
    idle,
    hidden: quiet,
    delivery: sent,
    missed,
    handovers,
  };
}

/** Over which time the list of a figure looks: the same as the figure did. */
export async function spanOf(
  db: Db,
  span: ListSpan,
  { now, simulated }: Omit<KpiSpan, "from" | "to"> & { now: number },
): Promise<KpiSpan> {
  const { since, floor } = await startOf(db, now, simulated);
  const month = { from: Math.max(floor - 30 * DAY_MS, since), to: now, simulated };
  if (span === "ten_minutes") return { from: now - PERIOD_MS, to: now, simulated };
  if (span === "day") return { from: Math.max(floor - DAY_MS, since), to: floor, simulated };
  if (span === "periods") return { ...month, to: floor };
  if (span === "month") return month;
  const { from, to } = await worstStaleDay(db, month);
  return from === null || to === null ? month : { from, to, simulated };
}

/**
 * Since when alarms are counted (the counting began, or older ones were brought along), and where the running local
 * period of ten minutes began; both on the clock's tens of minutes.
 */
export async function startOf(
  db: Db,
  now: number,
  simulated: boolean,
): Promise<{ since: number; floor: number }> {
  const bin = (at: string) => `(extract(epoch FROM date_bin('10 min', ${at} AT TIME ZONE local_zone(),
    TIMESTAMP '2000-01-01') AT TIME ZONE local_zone()) * 1000)::float8`;
  const { rows } = await db.query<{ since: number; floor: number }>(
    `SELECT ${bin(`least((SELECT min(at) FROM migration WHERE id LIKE '000079%'),
        (SELECT min(at) FROM annunciation WHERE simulated = $2), $1::timestamptz)`)} AS since,
      ${bin("$1::timestamptz")} AS floor`,
    [new Date(now), simulated],
  );
  return rows[0] as { since: number; floor: number };
}

/** How many alarms there are behind a figure; for `announced` each ring counts. */
export async function size(db: Db, set: SetId, span: KpiSpan): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `WITH ${GROUND} SELECT count(*)::int AS n FROM (${SETS[set]}) one, span WHERE span.lo <= span.hi`,
    bounds(span),
  );
  return rows[0]?.n ?? 0;
}

export type Listed = { total: number; alerts: AlertRow[] };
export type Narrow = { rule?: string; object?: string; priority?: number; agency?: string | null };

/** The very alarms behind a figure, the newest first; each once. */
export async function alarmsBehind(
  db: Db,
  set: SetId,
  span: KpiSpan,
  narrow: Narrow,
  limit: number,
): Promise<Listed> {
  const { rows } = await db.query<{ id: number; total: number }>(
    `WITH ${GROUND}
     SELECT one.alert_id AS id, count(*) OVER ()::int AS total
     FROM (SELECT alert_id, max(at) AS at FROM (${SETS[set]}) each GROUP BY alert_id) one
     JOIN alert a ON a.id = one.alert_id, span
     WHERE span.lo <= span.hi AND ($4::text IS NULL OR a.rule_id = $4) AND ($5::text IS NULL OR a.object = $5)
       AND ($6::int IS NULL OR a.worst = $6) AND ($7::text IS NULL OR coalesce(a.agency_id, '') = $7)
     ORDER BY one.at DESC, one.alert_id DESC LIMIT $8`,
    [
      ...bounds(span),
      narrow.rule ?? null,
      narrow.object ?? null,
      narrow.priority ?? null,
      narrow.agency ?? null,
      limit,
    ],
  );
  const found = new Map(
    (
      await alertsByIds(
        db,
        rows.map((row) => row.id),
      )
    ).map((alert) => [alert.id, alert]),
  );
  return { total: rows[0]?.total ?? 0, alerts: rows.flatMap(({ id }) => found.get(id) ?? []) };
}

/** Whole ten-minute periods between two of the clock's tens of minutes. */
export async function load(db: Db, span: KpiSpan): Promise<Load> {
  const { rows } = await db.query<Load>(
    `WITH ${GROUND}
     SELECT count(*)::int AS periods, coalesce(sum(alarms), 0)::int AS alarms, avg(alarms)::float8 AS average,
       max(alarms)::int AS most, count(*) FILTER (WHERE alarms > 10)::int AS over, avg(each) AS "averageEach",
       max(each) AS "mostEach", count(*) FILTER (WHERE each > 10)::int AS "overEach" FROM period`,
    bounds(span),
  );
  return rows[0] as Load;
}

/** How long alarms flooded the room within a span, ms. */
export async function floodTime(db: Db, span: KpiSpan): Promise<number> {
  const { rows } = await db.query<{ ms: number }>(
    `SELECT coalesce(sum(extract(epoch FROM least(coalesce(ended_at, $2), $2) - greatest(started_at, $1))) * 1000, 0)::float8 AS ms
     FROM flood WHERE simulated = $3 AND started_at < $2::timestamptz AND (ended_at IS NULL OR ended_at > $1::timestamptz)`,
    bounds(span),
  );
  return rows[0]?.ms ?? 0;
}

export type StaleDay = { n: number; from: number | null; to: number | null };

/** The local day of a span with most alarms that were true for more than 24 hours at some time of it. */
export async function worstStaleDay(db: Db, span: KpiSpan): Promise<StaleDay> {
  const { rows } = await db.query<StaleDay>(
    `WITH ${GROUND},
       stretch AS (
         SELECT greatest((since + interval '24 h') AT TIME ZONE local_zone(), lo AT TIME ZONE local_zone())::date AS first,
           ((coalesce(until, hi) - interval '1 us') AT TIME ZONE local_zone())::date AS last
         FROM standing, span
         WHERE since + interval '24 h' < hi AND CASE WHEN until IS NULL THEN shown ELSE until > since + interval '24 h' END),
       turn AS (SELECT first AS day, 1 AS n FROM stretch UNION ALL SELECT last + 1, -1 FROM stretch),
       level AS (SELECT day, sum(sum(n)) OVER (ORDER BY day)::int AS n FROM turn GROUP BY day)
     SELECT n, (extract(epoch FROM greatest(day::timestamp AT TIME ZONE local_zone(), lo)) * 1000)::float8 AS from,
       (extract(epoch FROM least((day + 1)::timestamp AT TIME ZONE local_zone(), hi)) * 1000)::float8 AS to
     FROM level, span ORDER BY n DESC, day DESC LIMIT 1`,
    bounds(span),
  );
  return rows[0] ?? { n: 0, from: null, to: null };
}

async function hidden(db: Db, span: KpiSpan): Promise<HiddenLine[]> {
  const { rows } = await db.query<HiddenLine>(
    `WITH ${GROUND},
       one AS (SELECT 'shelved' AS visibility, * FROM (${SETS.shelved}) x
         UNION ALL SELECT 'suppressed', * FROM (${SETS.suppressed}) y
         UNION ALL SELECT 'maintenance', * FROM (${SETS.maintenance}) z)
     SELECT visibility, count(*)::int AS count, (extract(epoch FROM min(at)) * 1000)::float8 AS since
     FROM one, span WHERE span.lo <= span.hi GROUP BY 1`,
    bounds(span),
  );
  return rows;
}

async function delivery(db: Db, { from, to }: KpiSpan): Promise<Counted["delivery"]> {
  const channels = await deliveryStats(db, from, to);
  const p95s = channels.flatMap(({ p95Ms }) => p95Ms ?? []);
  return {
    sent: channels.reduce((sum, one) => sum + one.sent, 0),
    failed: channels.reduce((sum, one) => sum + one.failed, 0),
    // Of the slowest channel: percentiles of several do not add up.
    p95Ms: p95s.length > 0 ? Math.max(...p95s) : null,
  };
}
