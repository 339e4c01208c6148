import type { Client, Db } from "#lib/db/pool.ts";
import type { Priority } from "../model.ts";

/** Readings of one object that came too late to ring and lay beyond a limit, one after another. Times in ms. */
export type MissedRun = {
  ruleId: string;
  object: string;
  since: number;
  /** The last reading that showed it. */
  until: number;
  /** It would have rung so long after `since`, s. */
  afterS: number;
  /** Two runs nearer to each other than this (ms) are one. */
  joinMs: number;
  priority: Priority;
  level: string | null;
  value: number;
  limit: number | null;
};

const MS = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
const STOOD = `SELECT FROM alert a WHERE a.rule_id = m.rule_id AND a.object = m.object
  AND a.raised_at <= m.until AND (a.returned_at IS NULL OR a.returned_at >= m.since)`;

/**
 * Keeps what nobody was told of: not what an alert stood for, nor what lies before the rule or the series was as it
 * is. Runs that touch become one.
 */
export async function recordMissed(client: Client, runs: readonly MissedRun[]): Promise<void> {
  if (runs.length === 0) return;
  const told = JSON.stringify(
    runs.map((run) => ({ ...run, since: new Date(run.since), until: new Date(run.until) })),
  );
  const { rows: news } = await client.query<MissedRun>({
    name: "missed-news",
    text: `SELECT m.rule_id AS "ruleId", m.object, ${MS("m.since")} AS since, ${MS("m.until")} AS until,
        m."afterS", m."joinMs", m.priority, m.level, m.value, m."limit"
      FROM (
        SELECT g.*, "ruleId" AS rule_id FROM jsonb_to_recordset($1::jsonb) AS g ("ruleId" text, object text,
          since timestamptz, until timestamptz, "afterS" float8, "joinMs" float8, priority int, level text,
          value float8, "limit" float8)) AS m
      JOIN rule r ON r.id = m.rule_id JOIN series s ON 'series:' || s.id = m.object
      WHERE m.since >= greatest(r.updated_at, s.created_at) AND NOT EXISTS (${STOOD})`,
    values: [told],
  });
  for (const run of news) await insert(client, await withNeighbours(client, run));
}

/** Takes the runs that it touches out and into itself. */
async function withNeighbours(client: Client, run: MissedRun): Promise<MissedRun> {
  const { rows } = await client.query<MissedRun>({
    name: "missed-neighbours",
    text: `DELETE FROM missed_alarm WHERE rule_id = $1 AND object = $2 AND since <= $4 AND until >= $3
      RETURNING rule_id AS "ruleId", object, ${MS("since")} AS since, ${MS("until")} AS until, after_s AS "afterS",
        $5::float8 AS "joinMs", priority, level, value, limit_value AS "limit"`,
    values: [
      run.ruleId,
      run.object,
      new Date(run.since - run.joinMs),
      new Date(run.until + run.joinMs),
      run.joinMs,
    ],
  });
  return rows.reduce(joined, run);
}

function joined(a: MissedRun, b: MissedRun): MissedRun {
  const worse = isWorse(b, a) ? b : a;
  return { ...worse, since: Math.min(a.since, b.since), until: Math.max(a.until, b.until), afterS: a.afterS };
}

/** More urgent, or as urgent and farther beyond its limit. */
export function isWorse(
  a: Pick<MissedRun, "priority" | "value" | "limit">,
  b: Pick<MissedRun, "priority" | "value" | "limit">,
): boolean {
  const beyond = ({ value, limit }: typeof a) => Math.abs(value - (limit ?? value));
  return a.priority < b.priority || (a.priority === b.priority && beyond(a) > beyond(b));
}

async function insert(client: Client, run: MissedRun): Promise<void> {
  const { ruleId, object, since, until, afterS, priority, level, value, limit } = run;
  await client.query({
    name: "missed-insert",
    text: `INSERT INTO missed_alarm (rule_id, object, since, until, after_s, priority, level, value, limit_value)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
    values: [ruleId, object, new Date(since), new Date(until), afterS, priority, level, value, limit],
  });
}

/** An alarm that should have been raised: "đáng lẽ đã báo lúc …". */
export type MissedAlarm = {
  ruleId: string;
  object: string;
  seriesId: number;
  assetId: number;
  metricId: string;
  titleVi: string;
  titleEn: string;
  nameVi: string;
  nameEn: string;
  agencyId: string | null;
  /** When it should have rung, and the last reading that showed it, ms. */
  dueAt: number;
  until: number;
  priority: Priority;
  level: string | null;
  value: number;
  limit: number | null;
  foundAt: number;
};

/** Alarms that should have been raised in [from, to), ms: what lasted for its on-delay, and no alert came for after all. */
export async function missedAlarms(db: Db, from: number, to: number): Promise<MissedAlarm[]> {
  const due = "m.since + m.after_s * interval '1 second'";
  const { rows } = await db.query<MissedAlarm>(
    `SELECT m.rule_id AS "ruleId", m.object, s.id AS "seriesId", s.asset_id AS "assetId", s.metric_id AS "metricId",
       r.name_vi AS "titleVi", r.name_en AS "titleEn", a.name_vi AS "nameVi", a.name_en AS "nameEn",
       coalesce(a.agency_id, f.agency_id) AS "agencyId", ${MS(due)} AS "dueAt", ${MS("m.until")} AS until,
       m.priority, m.level, m.value, m.limit_value AS "limit", ${MS("m.found_at")} AS "foundAt"
     FROM missed_alarm m JOIN rule r ON r.id = m.rule_id JOIN series s ON 'series:' || s.id = m.object
     JOIN asset a ON a.id = s.asset_id JOIN feed f ON f.id = s.feed_id
     WHERE ${due} >= $1 AND ${due} < $2 AND m.until >= ${due} AND NOT EXISTS (${STOOD})
     ORDER BY ${due}, m.rule_id, m.object`,
    [new Date(from), new Date(to)],
  );
  return rows;
}
