import { STALE_PERIODS } from "#lib/asset/model.ts";
import type { Client } from "#lib/db/pool.ts";
import { openIncidents } from "#lib/incident/sql.ts";
import { ordersBetween } from "#lib/order/sql.ts";
import type {
  HeldCount,
  HiddenAlert,
  OpenIncident,
  OpenOrder,
  Procedure,
  Snapshot,
  SourceDown,
  UrgentAlert,
} from "../snapshot.ts";

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
const NAMED = `r.name_vi AS "titleVi", r.name_en AS "titleEn",
  coalesce(s.name_vi, f.name_vi, a.object) AS "objectVi", coalesce(s.name_en, f.name_en, a.object) AS "objectEn"`;
const FROM = `FROM alert a JOIN rule r ON r.id = a.rule_id
  LEFT JOIN asset s ON s.id = a.asset_id LEFT JOIN feed f ON f.id = a.feed_id
  LEFT JOIN auth."user" holder ON a.acked_by = 'user:' || holder.id`;
const OPEN = "a.closed_at IS NULL AND a.process <> 'pending'";

/**
 * What stands open now. Reads in several statements: call it in a transaction of its own isolation (REPEATABLE READ),
 * so that they tell of one moment.
 */
export async function takeSnapshot(client: Client, now: number): Promise<Snapshot> {
  return {
    at: now,
    held: await held(client),
    urgent: await urgentAlerts(client),
    hidden: await hidden(client),
    incidents: (await openIncidents(client)).map(incidentOf),
    floodSince: await floodSince(client),
    sources: await sourcesDown(client, now),
    procedures: await procedures(client),
    orders: (await ordersBetween(client, now, now)).map(orderOf),
  };
}

/** Open P1 and P2 that are shown, the more urgent first. */
export async function urgentAlerts(client: Client): Promise<UrgentAlert[]> {
  const { rows } = await client.query<UrgentAlert>(
    `SELECT a.id, a.priority, ${NAMED}, a.rung_seq AS "rungSeq", ${ms("a.raised_at")} AS "raisedAt",
       ${ms("a.rung_at")} AS "rungAt", a.occurrences, holder.name AS holder, assignee.name AS assignee,
       CASE WHEN a.process = 'returned' THEN CASE a.response WHEN 'unack' THEN 'returned' ELSE 'to_close' END
         ELSE CASE a.response WHEN 'unack' THEN 'new' ELSE 'taken' END END AS display,
       (SELECT coalesce(e.data ->> 'text', e.data ->> 'note') FROM alert_event e
         WHERE e.alert_id = a.id AND (e.type = 'noted' OR e.data ? 'note') ORDER BY e.seq DESC LIMIT 1) AS "lastNote"
     ${FROM} LEFT JOIN auth."user" assignee ON a.assignee = 'user:' || assignee.id
     WHERE ${OPEN} AND a.visibility = 'shown' AND a.priority <= 2 ORDER BY a.priority, a.rung_at, a.id`,
  );
  return rows;
}

async function held(client: Client): Promise<HeldCount[]> {
  const { rows } = await client.query<HeldCount>(
    `SELECT a.priority, holder.name AS holder, count(*)::int AS count ${FROM}
      WHERE ${OPEN} AND a.visibility = 'shown' GROUP BY 1, 2 ORDER BY 1, 2 NULLS FIRST`,
  );
  return rows;
}

async function hidden(client: Client): Promise<HiddenAlert[]> {
  const { rows } = await client.query<HiddenAlert>(
    `SELECT a.id, a.priority, ${NAMED}, a.visibility, ${ms("a.hidden_until")} AS until, hider.name AS by,
       a.hidden_why AS why
     ${FROM} LEFT JOIN auth."user" hider ON a.hidden_by = 'user:' || hider.id
     WHERE ${OPEN} AND a.visibility <> 'shown' ORDER BY a.priority, a.hidden_until, a.id`,
  );
  return rows;
}

/** As the feeds page judges them: failed, being retried, or silent for too many periods. */
async function sourcesDown(client: Client, now: number): Promise<SourceDown[]> {
  const { rows } = await client.query<SourceDown>(
    `SELECT f.id, f.name_vi AS "nameVi", f.name_en AS "nameEn", ${ms("s.last_event_at")} AS "lastAt",
       CASE WHEN s.state IN ('failed', 'retrying') THEN s.state ELSE 'silent' END AS state
     FROM feed f JOIN feed_status s ON s.feed_id = f.id
     WHERE f.enabled AND s.state <> 'off' AND (s.state IN ('failed', 'retrying')
       OR s.last_event_at < to_timestamp($1::float8 / 1000) - make_interval(secs => greatest(5, f.period_s) * $2))
     ORDER BY f.name_vi, f.id`,
    [now, STALE_PERIODS],
  );
  return rows;
}

async function procedures(client: Client): Promise<Procedure[]> {
  const { rows } = await client.query<Procedure>(
    `SELECT a.id, a.priority, ${NAMED}, holder.name AS holder,
       coalesce((SELECT jsonb_agg(jsonb_build_object('text', step.text, 'done', a.steps_done @> to_jsonb(step.n - 1))
           ORDER BY step.n)
         FROM jsonb_array_elements_text(r.response -> 'steps') WITH ORDINALITY AS step(text, n)), '[]') AS steps
     ${FROM} WHERE ${OPEN} AND a.response = 'in_progress' ORDER BY a.priority, a.raised_at, a.id`,
  );
  return rows;
}

async function floodSince(client: Client): Promise<number | null> {
  const { rows } = await client.query<{ since: number | null }>(
    `SELECT ${ms("min(started_at)")} AS since FROM flood WHERE ended_at IS NULL`,
  );
  return rows[0]?.since ?? null;
}

function incidentOf(incident: Awaited<ReturnType<typeof openIncidents>>[number]): OpenIncident {
  const { id, nameVi, nameEn, openedAt, worst, total } = incident;
  return { id, nameVi, nameEn, openedAt, worst, total };
}

function orderOf(order: Awaited<ReturnType<typeof ordersBetween>>[number]): OpenOrder {
  const { id, text, state, givenAt, givenName, dueAt, addresseeVi, addresseeEn, alertId } = order;
  return { id, text, state, givenAt, givenName, dueAt, addresseeVi, addresseeEn, alertId };
}
