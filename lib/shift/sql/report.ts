import type { Db } from "#lib/db/pool.ts";
import { ordersBetween } from "#lib/order/sql.ts";
import type { AlarmLine, ShiftFlood, ShiftNote, ShiftReport } from "../report.ts";

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
const TIME = "to_timestamp($1::float8 / 1000) AND to_timestamp($2::float8 / 1000)";

type Span = { from: number; to: number };

/** What a shift lived through, as it stood at its end: later answers belong to later shifts. */
export async function reportOf(db: Db, span: Span): Promise<ShiftReport> {
  return {
    until: span.to,
    byPriority: await alarms(db, span, false),
    byAgency: await alarms(db, span, true),
    floods: await floods(db, span),
    incidents: await incidents(db, span),
    orders: await ordersBetween(db, span.from, span.to),
    notes: await notes(db, span),
  };
}

/** Alarms begin with a ring: what was pending and passed is none. */
async function alarms(db: Db, { from, to }: Span, byAgency: boolean): Promise<AlarmLine[]> {
  const spread = (seconds: string) => `jsonb_build_object(
    'p50', percentile_cont(0.5) WITHIN GROUP (ORDER BY ${seconds}),
    'p95', percentile_cont(0.95) WITHIN GROUP (ORDER BY ${seconds}))`;
  const { rows } = await db.query<AlarmLine>(
    `WITH alarm AS (
       SELECT a.worst AS priority, ${byAgency ? "a.agency_id" : "NULL::text"} AS agency_id,
         extract(epoch FROM first.acked_at - a.raised_at)::float8 AS ack_s,
         CASE WHEN a.closed_at < to_timestamp($2::float8 / 1000)
           THEN extract(epoch FROM a.closed_at - a.raised_at)::float8 END AS close_s
       FROM alert a LEFT JOIN LATERAL (
         SELECT min(e.at) FILTER (WHERE e.type = 'acknowledged' AND e.at < to_timestamp($2::float8 / 1000)) AS acked_at,
           bool_or(e.type IN ('raised', 'acknowledged')) AS rang
         FROM alert_event e WHERE e.alert_id = a.id) first ON true
       WHERE a.raised_at >= to_timestamp($1::float8 / 1000) AND a.raised_at < to_timestamp($2::float8 / 1000)
         AND first.rang)
     SELECT alarm.priority, alarm.agency_id AS "agencyId", g.name_vi AS "agencyVi", g.name_en AS "agencyEn",
       count(*)::int AS count, count(*) FILTER (WHERE ack_s IS NULL)::int AS unacked,
       count(*) FILTER (WHERE close_s IS NULL)::int AS unclosed, ${spread("ack_s")} AS ack, ${spread("close_s")} AS close
     FROM alarm LEFT JOIN agency g ON g.id = alarm.agency_id
     GROUP BY 1, 2, 3, 4 ORDER BY g.name_vi NULLS FIRST, 1`,
    [from, to],
  );
  return rows;
}

async function floods(db: Db, { from, to }: Span): Promise<ShiftFlood[]> {
  const { rows } = await db.query<ShiftFlood>(
    `SELECT ${ms("started_at")} AS from, ${ms("ended_at")} AS to, alarms, peak_rate AS peak FROM flood
      WHERE started_at < to_timestamp($2::float8 / 1000)
        AND (ended_at IS NULL OR ended_at >= to_timestamp($1::float8 / 1000)) ORDER BY started_at`,
    [from, to],
  );
  return rows;
}

async function incidents(db: Db, { from, to }: Span): Promise<ShiftReport["incidents"]> {
  const { rows } = await db.query<ShiftReport["incidents"][number]>(
    `SELECT i.id, i.name_vi AS "nameVi", i.name_en AS "nameEn", ${ms("i.opened_at")} AS "openedAt",
       ${ms("i.closed_at")} AS "closedAt", (SELECT count(*)::int FROM alert a WHERE a.incident_id = i.id) AS total
     FROM incident i WHERE i.opened_at BETWEEN ${TIME} AND i.merged_into IS NULL ORDER BY i.opened_at`,
    [from, to],
  );
  return rows;
}

async function notes(db: Db, { from, to }: Span): Promise<ShiftNote[]> {
  const { rows } = await db.query<ShiftNote>(
    `SELECT ${ms("e.at")} AS at, u.name AS by, e.data ->> 'text' AS text, r.name_vi AS "titleVi", r.name_en AS "titleEn"
     FROM alert_event e JOIN alert a ON a.id = e.alert_id JOIN rule r ON r.id = a.rule_id
     LEFT JOIN auth."user" u ON e.actor = 'user:' || u.id
     WHERE e.type = 'noted' AND e.at BETWEEN ${TIME} ORDER BY e.at, e.alert_id LIMIT 500`,
    [from, to],
  );
  return rows;
}
