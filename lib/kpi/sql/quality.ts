import type { Priority } from "#lib/alert/model.ts";
import type { Db } from "#lib/db/pool.ts";
import type { AnswerLine, BadActor, Counted, Idle, KpiSpan, Missed } from "../model.ts";
import { GROUND, SETS } from "./sets.ts";

const values = ({ from, to, simulated }: KpiSpan) => [new Date(from), new Date(to), simulated];

/** The ten objects that were announced most often, and how often all were. */
export async function badActors(db: Db, span: KpiSpan): Promise<Counted["actors"]> {
  const { rows } = await db.query<BadActor & { total: number }>(
    `WITH counted AS (
       SELECT a.rule_id, a.object, min(a.asset_id) AS asset_id, min(a.feed_id) AS feed_id, count(*)::int AS alarms
       FROM (${SETS.announced}) n JOIN alert a ON a.id = n.alert_id GROUP BY 1, 2)
     SELECT c.rule_id AS "ruleId", c.object, r.name_vi AS "titleVi", r.name_en AS "titleEn",
       coalesce(s.name_vi, f.name_vi, c.object) AS "objectVi", coalesce(s.name_en, f.name_en, c.object) AS "objectEn",
       c.alarms, (SELECT sum(alarms)::int FROM counted) AS total
     FROM counted c JOIN rule r ON r.id = c.rule_id
     LEFT JOIN asset s ON s.id = c.asset_id LEFT JOIN feed f ON f.id = c.feed_id
     ORDER BY c.alarms DESC, c.rule_id, c.object LIMIT 10`,
    values(span),
  );
  return { total: rows[0]?.total ?? 0, top: rows.map(({ total: _, ...actor }) => actor) };
}

export async function split(db: Db, span: KpiSpan): Promise<Counted["split"]> {
  const { rows } = await db.query<{ priority: Priority; n: number }>(
    `SELECT n.priority, count(*)::int AS n FROM annunciation n
      WHERE n.simulated = $3 AND n.at >= $1 AND n.at < $2 GROUP BY 1`,
    values(span),
  );
  const counts = { 1: 0, 2: 0, 3: 0, 4: 0 };
  for (const { priority, n } of rows) counts[priority] = n;
  return counts;
}

/** How long answers took, by priority; and by priority and agency. */
export async function answers(db: Db, span: KpiSpan): Promise<AnswerLine[]> {
  const spread = (seconds: string) => `jsonb_build_object(
    'p50', percentile_cont(0.5) WITHIN GROUP (ORDER BY ${seconds}),
    'p95', percentile_cont(0.95) WITHIN GROUP (ORDER BY ${seconds}))`;
  const { rows } = await db.query<AnswerLine>(
    `WITH acked AS (
       SELECT a.id, a.rule_id, a.worst, a.agency_id, a.raised_at, a.closed_at, min(e.at) AS at
       FROM alert a JOIN alert_event e ON e.alert_id = a.id AND e.type = 'acknowledged'
       WHERE a.simulated = $3 AND a.raised_at >= $1 AND a.raised_at < $2 GROUP BY a.id),
     timed AS (
       SELECT k.worst, k.agency_id, extract(epoch FROM k.at - k.raised_at)::float8 AS ack_s,
         extract(epoch FROM k.closed_at - k.raised_at)::float8 AS close_s,
         k.at <= k.raised_at + (r.response ->> 'minutes')::float8 * interval '1 min' AS in_time
       FROM acked k JOIN rule r ON r.id = k.rule_id),
     grouped AS (
       SELECT worst, agency_id, grouping(agency_id) = 1 AS all_agencies, count(*)::int AS acknowledged,
         count(*) FILTER (WHERE in_time)::int AS in_time, count(close_s)::int AS closed,
         ${spread("ack_s")} AS ack, ${spread("close_s")} AS close
       FROM timed GROUP BY GROUPING SETS ((worst), (worst, agency_id)))
     SELECT g.worst AS priority, g.all_agencies AS all, g.agency_id AS "agencyId", o.name_vi AS "agencyVi",
       o.name_en AS "agencyEn", g.acknowledged, g.in_time AS "inTime", g.closed, g.ack, g.close
     FROM grouped g LEFT JOIN agency o ON o.id = g.agency_id
     ORDER BY g.all_agencies DESC, o.name_vi NULLS FIRST, g.worst`,
    values(span),
  );
  return rows;
}

/** Alarms that are over: how many nobody did anything about, and the rules of most of those. */
export async function idleRules(db: Db, span: KpiSpan): Promise<Counted["idle"]> {
  const { rows } = await db.query<Idle & { allClosed: number; allIdle: number }>(
    `WITH ${GROUND},
       idle AS (SELECT alert_id FROM (${SETS.idle}) one),
       counted AS (
         SELECT a.rule_id, count(*)::int AS closed, count(i.alert_id)::int AS idle
         FROM (${SETS.answered}) n JOIN alert a ON a.id = n.alert_id AND a.closed_at IS NOT NULL
         LEFT JOIN idle i ON i.alert_id = a.id GROUP BY 1)
     SELECT c.rule_id AS "ruleId", r.name_vi AS "titleVi", r.name_en AS "titleEn", c.closed, c.idle,
       (SELECT sum(closed)::int FROM counted) AS "allClosed", (SELECT sum(idle)::int FROM counted) AS "allIdle"
     FROM counted c JOIN rule r ON r.id = c.rule_id ORDER BY c.idle DESC, c.rule_id LIMIT 10`,
    values(span),
  );
  return {
    closed: rows[0]?.allClosed ?? 0,
    idle: rows[0]?.allIdle ?? 0,
    rules: rows.filter((rule) => rule.idle > 0).map(({ allClosed: _, allIdle: __, ...rule }) => rule),
  };
}

/** What should have rung, found by late data or a replay. */
export async function missedAlarms(db: Db, { from, to }: KpiSpan): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM missed_alarm WHERE since >= $1 AND since < $2",
    [new Date(from), new Date(to)],
  );
  return rows[0]?.n ?? 0;
}

/** The same one by one, the newest first. */
export async function missedList(db: Db, { from, to }: KpiSpan, limit: number): Promise<Missed[]> {
  const { rows } = await db.query<Missed>(
    `SELECT m.rule_id AS "ruleId", m.object, r.name_vi AS "titleVi", r.name_en AS "titleEn",
       coalesce(s.name_vi, m.object) AS "objectVi", coalesce(s.name_en, m.object) AS "objectEn", m.priority, m.value,
       (extract(epoch FROM m.since) * 1000)::float8 AS since, (extract(epoch FROM m.until) * 1000)::float8 AS until,
       (extract(epoch FROM m.found_at) * 1000)::float8 AS "foundAt"
     FROM missed_alarm m JOIN rule r ON r.id = m.rule_id
     LEFT JOIN series e ON m.object = 'series:' || e.id LEFT JOIN asset s ON s.id = e.asset_id
     WHERE m.since >= $1 AND m.since < $2 ORDER BY m.since DESC, m.rule_id, m.object LIMIT $3`,
    [new Date(from), new Date(to), limit],
  );
  return rows;
}
