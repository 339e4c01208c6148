import type { Client, Db } from "#lib/db/pool.ts";
import type { FloodReport } from "../model.ts";

export type Span = { simulated: boolean; from: number; until: number; alarms: number; peakRate: number };

/** From the first of the alarms that made it to its end. */
export async function floodSpan(client: Client, floodId: number, minutes: number): Promise<Span> {
  const { rows } = await client.query<Span>(
    `SELECT simulated, alarms, peak_rate AS "peakRate",
       (extract(epoch FROM started_at - make_interval(mins => $2)) * 1000)::float8 AS from,
       (extract(epoch FROM ended_at) * 1000)::float8 AS until
     FROM flood WHERE id = $1 AND ended_at IS NOT NULL`,
    [floodId, minutes],
  );
  if (!rows[0]) throw new RangeError(`flood ${floodId} has not ended: there is nothing to report yet`);
  return rows[0];
}

const values = ({ simulated, from, until }: Span) => [simulated, new Date(from), new Date(until)];
/** Alarms of the flood. */
const DURING = "n.simulated = $1 AND n.at > $2 AND n.at <= $3";

export async function byPriority(client: Client, span: Span): Promise<FloodReport["byPriority"]> {
  const { rows } = await client.query<{ priority: 1 | 2 | 3 | 4; n: number }>(
    `SELECT priority, count(*)::int AS n FROM annunciation n WHERE ${DURING} GROUP BY priority`,
    values(span),
  );
  const counts = { 1: 0, 2: 0, 3: 0, 4: 0 };
  for (const { priority, n } of rows) counts[priority] = n;
  return counts;
}

/** Empty spans too. */
export async function perTenMinutes(client: Client, span: Span): Promise<FloodReport["perTenMinutes"]> {
  const { rows } = await client.query<{ at: number; count: number }>(
    `SELECT (extract(epoch FROM b.at) * 1000)::float8 AS at,
       (SELECT count(*) FROM annunciation n
        WHERE n.simulated = $1 AND n.at > b.at AND n.at <= least(b.at + INTERVAL '10 minutes', $3))::int AS count
     FROM generate_series($2::timestamptz, $3::timestamptz, INTERVAL '10 minutes') AS b (at) WHERE b.at < $3 ORDER BY b.at`,
    values(span),
  );
  return rows;
}

/** By the number of their alarms in the flood. */
export async function incidentsDuring(client: Client, span: Span): Promise<FloodReport["incidents"]> {
  const { rows } = await client.query<FloodReport["incidents"][number]>(
    `SELECT i.id, i.name_vi AS "nameVi", i.name_en AS "nameEn", count(*)::int AS alarms, min(n.priority) AS worst,
       (SELECT jsonb_build_object('alertId', f.id, 'titleVi', r.name_vi, 'titleEn', r.name_en,
          'objectVi', coalesce(s.name_vi, e.name_vi), 'objectEn', coalesce(s.name_en, e.name_en),
          'priority', f.worst, 'raisedAt', (extract(epoch FROM f.raised_at) * 1000)::float8)
        FROM alert f JOIN rule r ON r.id = f.rule_id LEFT JOIN asset s ON s.id = f.asset_id
          LEFT JOIN feed e ON e.id = f.feed_id
        WHERE f.incident_id = i.id ORDER BY f.raised_at, f.id LIMIT 1) AS "firstOut"
     FROM annunciation n JOIN alert a ON a.id = n.alert_id JOIN incident i ON i.id = a.incident_id
     WHERE ${DURING} GROUP BY i.id ORDER BY alarms DESC, i.id LIMIT 100`,
    values(span),
  );
  return rows;
}

/** Time from an alarm to its first acknowledgement, both by the clock of writing. */
export async function answersOf(client: Client, span: Span): Promise<FloodReport["answers"]> {
  const { rows } = await client.query<FloodReport["answers"]>(
    `SELECT count(v.at)::int AS acknowledged, count(*) FILTER (WHERE v.at IS NULL)::int AS unanswered,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY v.ms) AS "p50Ms",
       percentile_cont(0.95) WITHIN GROUP (ORDER BY v.ms) AS "p95Ms"
     FROM annunciation n
     LEFT JOIN LATERAL (
       SELECT v.recorded_at AS at, extract(epoch FROM v.recorded_at - n.at)::float8 * 1000 AS ms FROM alert_event v
       WHERE v.alert_id = n.alert_id AND v.type = 'acknowledged' AND v.recorded_at >= n.at AND v.recorded_at <= $3
       ORDER BY v.seq LIMIT 1) v ON true
     WHERE ${DURING}`,
    values(span),
  );
  return rows[0] as FloodReport["answers"];
}

/** Alerts that were hidden while it ran: nothing hidden is left uncounted. */
export async function hiddenDuring(client: Client, span: Span): Promise<FloodReport["hidden"]> {
  const { rows } = await client.query<FloodReport["hidden"]>(
    `SELECT count(*) FILTER (WHERE v.type = 'suppressed')::int AS suppressed,
       count(*) FILTER (WHERE v.type = 'shelved')::int AS shelved,
       count(*) FILTER (WHERE v.type = 'maintenance_started')::int AS maintenance
     FROM alert a JOIN alert_event v ON v.alert_id = a.id
     WHERE a.simulated = $1 AND (a.closed_at IS NULL OR a.closed_at > $2)
       AND v.type IN ('suppressed', 'shelved', 'maintenance_started') AND v.recorded_at > $2 AND v.recorded_at <= $3`,
    values(span),
  );
  return rows[0] as FloodReport["hidden"];
}

/** The rules with the most alarms: where to look for a limit that is set too low. */
export async function busiestRules(client: Client, span: Span): Promise<FloodReport["rules"]> {
  const { rows } = await client.query<FloodReport["rules"][number]>(
    `SELECT r.id, r.name_vi AS "nameVi", r.name_en AS "nameEn", count(*)::int AS alarms
     FROM annunciation n JOIN alert a ON a.id = n.alert_id JOIN rule r ON r.id = a.rule_id
     WHERE ${DURING} GROUP BY r.id ORDER BY alarms DESC, r.id LIMIT 10`,
    values(span),
  );
  return rows;
}

export async function insertReport(client: Client, floodId: number, report: FloodReport): Promise<void> {
  await client.query(
    "INSERT INTO flood_report (flood_id, report) VALUES ($1, $2) ON CONFLICT (flood_id) DO NOTHING",
    [floodId, JSON.stringify(report)],
  );
}

export async function floodReport(db: Db, floodId: number): Promise<FloodReport | undefined> {
  const { rows } = await db.query<{ report: FloodReport }>(
    "SELECT report FROM flood_report WHERE flood_id = $1",
    [floodId],
  );
  return rows[0]?.report;
}
