import type { Alert } from "#lib/alert/model.ts";
import { ALERT } from "#lib/alert/sql/columns.ts";
import type { Client } from "#lib/db/pool.ts";
import type { Words } from "#lib/i18n/model.ts";
import { type Gathering, keyOf, type Opening } from "../gather.ts";
import { nameOfGroup } from "../model.ts";

/** Setting `incident`, ms. */
const WINDOW = `coalesce((SELECT (value->>'windowMinutes')::float8 * 60000 FROM setting WHERE key = 'incident'), 3600000)`;
const NEWEST = (id: string) => `coalesce((SELECT max(v.at) FROM incident_event v
  WHERE v.incident_id = ${id} AND v.type = 'attached'), i.opened_at)`;
const INTO = "coalesce(i.merged_into, i.id)";
/** Somebody took it out by hand: it does not come back by itself. */
const DETACHED = `EXISTS (SELECT FROM incident_event d
  WHERE d.alert_id = a.id AND d.type = 'detached' AND d.actor LIKE 'user:%')`;

/** New ones nobody can have taken out: they cost no question. */
export async function withoutDetached(client: Client, alerts: readonly Alert[]): Promise<readonly Alert[]> {
  const older = alerts.filter(({ occurrences, seq }) => occurrences > 1 || seq > 1).map(({ id }) => id);
  if (older.length === 0) return alerts;
  const { rows } = await client.query<{ id: number }>({
    name: "incident-detached",
    text: `SELECT a.id FROM unnest($1::bigint[]) AS a (id) WHERE ${DETACHED}`,
    values: [older],
  });
  const out = new Set(rows.map(({ id }) => id));
  return alerts.filter(({ id }) => !out.has(id));
}

/**
 * The incidents that gather these alerts' groups. Locked against being closed meanwhile, not against other
 * transactions that add to them; in the order of their ids, as everybody locks several.
 */
export async function gatheringOf(client: Client, alerts: readonly Alert[]) {
  const { rows } = await client.query<{ windowMs: number } & { [F in keyof Gathering]: Gathering[F] | null }>(
    {
      name: "incident-gathering",
      text: `WITH g AS (
        SELECT i.group_key, i.simulated, ${INTO} AS id, ${NEWEST(INTO)} AS newest
        FROM incident i JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::boolean[])) AS k (group_key, simulated)
          ON i.group_key = k.group_key AND i.simulated = k.simulated
        WHERE i.gathers ORDER BY i.id FOR SHARE OF i)
      SELECT ${WINDOW} AS "windowMs", g.group_key AS "group", g.simulated, g.id AS "incidentId",
        (extract(epoch FROM g.newest) * 1000)::float8 AS "newestAt"
      FROM (SELECT) one LEFT JOIN g ON true`,
      values: [alerts.map((a) => a.causeGroup), alerts.map((a) => a.simulated)],
    },
  );
  const gathering = rows.flatMap(({ windowMs: _, ...one }) =>
    one.incidentId === null ? [] : [one as Gathering],
  );
  return { gathering, windowMs: rows[0]?.windowMs ?? 0 };
}

/**
 * Other alerts of these groups that stand alone and rang within the window. What somebody else holds is left: the
 * clock looks again within a second.
 */
export async function lockAlone(client: Client, of: readonly Alert[], windowMs: number): Promise<Alert[]> {
  const from = Math.min(...of.map(({ rungAt }) => rungAt)) - windowMs;
  const { rows } = await client.query<Alert>({
    name: "incident-lock-alone",
    text: `SELECT ${ALERT} FROM alert a
      JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::boolean[])) AS k (cause_group, simulated)
        ON a.cause_group = k.cause_group AND a.simulated = k.simulated
      WHERE a.closed_at IS NULL AND a.incident_id IS NULL AND a.cause_group IS NOT NULL AND a.process <> 'pending'
        AND a.rung_at >= $3 AND a.id <> ALL ($4::bigint[]) AND NOT ${DETACHED}
      ORDER BY a.id FOR UPDATE OF a SKIP LOCKED`,
    values: [of.map((a) => a.causeGroup), of.map((a) => a.simulated), new Date(from), of.map(({ id }) => id)],
  });
  return rows;
}

/** What people call the groups: the names of basins stand in them, the others are looked up. By key. */
export async function groupNames(client: Client, of: readonly Opening[]): Promise<Map<string, Words>> {
  const groups = [...new Set(of.map(({ group }) => group))];
  const { rows } = await client.query<{ group: string; vi: string | null; en: string | null }>({
    name: "incident-group-names",
    text: `SELECT k.g AS "group", coalesce(f.name_vi, s.name_vi, u.name_vi) AS vi,
        coalesce(f.name_en, s.name_en, u.name_en) AS en
      FROM unnest($1::text[]) AS k (g)
      LEFT JOIN feed f ON k.g = 'feed:' || f.id
      LEFT JOIN asset s ON k.g = 'asset:' || s.key
      LEFT JOIN admin_unit u ON k.g = 'unit:' || u.code AND u.valid_to IS NULL`,
    values: [groups],
  });
  const found = new Map(rows.map(({ group, vi, en }) => [group, vi && en ? { vi, en } : null]));
  return new Map(of.map((one) => [keyOf(one), nameOfGroup(one.group, found.get(one.group) ?? null)]));
}

type Named = { names: ReadonlyMap<string, Words>; by: string };
type Opened = Pick<Gathering, "group" | "simulated" | "incidentId">;

/** One that is missing from the answer was opened by another transaction, which has committed by then. */
export async function insertGathering(
  client: Client,
  openings: readonly Opening[],
  { names, by }: Named,
): Promise<Opened[]> {
  const rows = openings.map(({ group, simulated, alerts }) => ({
    group_key: group,
    simulated,
    name_vi: names.get(keyOf({ group, simulated }))?.vi ?? group,
    name_en: names.get(keyOf({ group, simulated }))?.en ?? group,
    opened_at: new Date(Math.min(...alerts.map(({ raisedAt }) => raisedAt))).toISOString(),
  }));
  const opened = await client.query<Opened>({
    name: "incident-insert-gathering",
    text: `WITH made AS (
        INSERT INTO incident (group_key, simulated, name_vi, name_en, gathers, opened_at, opened_by)
        SELECT group_key, simulated, name_vi, name_en, true, opened_at, $2
        FROM jsonb_to_recordset($1::jsonb)
          AS r (group_key text, simulated boolean, name_vi text, name_en text, opened_at timestamptz)
        ORDER BY group_key, simulated
        ON CONFLICT (group_key, simulated) WHERE gathers DO NOTHING
        RETURNING id, group_key, simulated, opened_at),
      told AS (
        INSERT INTO incident_event (incident_id, at, type, actor) SELECT id, opened_at, 'opened', $2 FROM made)
      SELECT id AS "incidentId", group_key AS "group", simulated FROM made`,
    values: [JSON.stringify(rows), by],
  });
  return opened.rows;
}

/**
 * No alert came within the window: what comes later is another incident. One that somebody holds, perhaps to add to
 * it, is looked at again a second later.
 */
export async function stopGathering(client: Client, now: number): Promise<void> {
  await client.query({
    name: "incident-stop-gathering",
    text: `UPDATE incident SET gathers = false WHERE id IN (
        SELECT i.id FROM incident i
        WHERE i.gathers AND ${NEWEST(INTO)} < $1::timestamptz - make_interval(secs => ${WINDOW} / 1000)
        ORDER BY i.id FOR UPDATE SKIP LOCKED)`,
    values: [new Date(now)],
  });
}

/** Alerts that stand alone beside an incident or another alert of their group: two transactions did not see each other. */
export async function lockStray(client: Client, now: number, limit: number): Promise<Alert[]> {
  const { rows } = await client.query<Alert>({
    name: "incident-lock-stray",
    text: `SELECT ${ALERT} FROM alert a
      WHERE a.closed_at IS NULL AND a.incident_id IS NULL AND a.cause_group IS NOT NULL AND a.process <> 'pending'
        AND a.rung_at >= $1::timestamptz - make_interval(secs => ${WINDOW} / 1000) AND NOT ${DETACHED}
        AND (EXISTS (SELECT FROM incident i
               WHERE i.gathers AND i.group_key = a.cause_group AND i.simulated = a.simulated)
          OR EXISTS (SELECT FROM alert b
               WHERE b.closed_at IS NULL AND b.incident_id IS NULL AND b.cause_group = a.cause_group
                 AND b.simulated = a.simulated AND b.id <> a.id AND b.process <> 'pending'
                 AND b.rung_at >= $1::timestamptz - make_interval(secs => ${WINDOW} / 1000)))
      ORDER BY a.id LIMIT $2 FOR UPDATE OF a SKIP LOCKED`,
    values: [new Date(now), limit],
  });
  return rows;
}

/** Closes the incidents whose alerts are all closed. @returns how many */
export async function closeFinished(client: Client, now: number, by: string): Promise<number> {
  const { rows } = await client.query<{ id: number }>({
    name: "incident-lock-finished",
    text: `SELECT i.id FROM incident i WHERE i.closed_at IS NULL
      AND NOT EXISTS (SELECT FROM alert a WHERE a.incident_id = i.id AND a.closed_at IS NULL)
      ORDER BY i.id FOR UPDATE SKIP LOCKED`,
  });
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  // Through an incident that was merged into one of them somebody may be adding to it now.
  const { rows: sources } = await client.query<{ id: number }>({
    name: "incident-lock-sources",
    text: "SELECT id FROM incident WHERE gathers AND merged_into = ANY ($1) ORDER BY id FOR UPDATE SKIP LOCKED",
    values: [ids],
  });
  // Asked again under the lock: an alert may have joined between the look and it.
  const { rowCount } = await client.query({
    name: "incident-close-finished",
    text: `WITH closed AS (
        UPDATE incident i SET closed_at = $2, closed_by = $3, gathers = false
        WHERE i.id = ANY ($1) AND NOT EXISTS (SELECT FROM alert a WHERE a.incident_id = i.id AND a.closed_at IS NULL)
          AND NOT EXISTS (SELECT FROM incident s WHERE s.gathers AND s.merged_into = i.id AND s.id <> ALL ($4))
        RETURNING id),
      ended AS (UPDATE incident SET gathers = false WHERE gathers AND merged_into IN (SELECT id FROM closed))
      INSERT INTO incident_event (incident_id, at, type, actor, data)
      SELECT id, $2, 'closed', $3, '{"note": null}' FROM closed`,
    values: [ids, new Date(now), by, sources.map(({ id }) => id)],
  });
  return rowCount ?? 0;
}
