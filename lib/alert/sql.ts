import type { Db } from "#lib/db/pool.ts";
import { likeWord, plainSql } from "#lib/i18n/plain.ts";
import type { NamedEvent } from "./event.ts";
import type { Actor, Alert, AlertRow, Priority } from "./model.ts";
import { ALERT } from "./sql/columns.ts";

const NAMES = `r.kind AS "ruleKind", r.params AS "ruleParams", r.name_vi AS "titleVi", r.name_en AS "titleEn", r.response AS "responseText",
  CASE WHEN s.id IS NOT NULL THEN jsonb_build_object('key', s.key, 'kind', s.kind, 'nameVi', s.name_vi,
    'nameEn', s.name_en, 'lon', coalesce(p.lon, s.lon), 'lat', coalesce(p.lat, s.lat), 'unitCode', s.unit_code, 'agencyId', s.agency_id) END AS asset,
  CASE WHEN m.id IS NOT NULL THEN jsonb_build_object('id', m.id, 'nameVi', m.name_vi, 'nameEn', m.name_en,
    'unit', m.unit, 'decimals', m.decimals) END AS metric,
  CASE WHEN f.id IS NOT NULL THEN jsonb_build_object('nameVi', f.name_vi, 'nameEn', f.name_en,
    'agencyId', f.agency_id) END AS feed,
  CASE WHEN rec.key IS NOT NULL THEN jsonb_build_object('what', 'record', 'type', rec.type, 'key', rec.key,
      'title', rec.title, 'state', rec.state)
    WHEN a.object LIKE 'group:%' THEN jsonb_build_object('what', 'group', 'by', split_part(a.object, ':', 2),
      'nameVi', coalesce(u.name_vi, substring(a.object FROM '^group:[^:]*:(.*)$'), ''),
      'nameEn', coalesce(u.name_en, substring(a.object FROM '^group:[^:]*:(.*)$'), '')) END AS subject,
  acked.name AS "ackedName", assignee.name AS "assigneeName", hidden.name AS "hiddenName"`;

const FROM = `FROM alert a
  JOIN rule r ON r.id = a.rule_id
  LEFT JOIN asset s ON s.id = a.asset_id
  LEFT JOIN latest_position p ON p.asset_id = a.asset_id
  LEFT JOIN series e ON e.id = a.series_id
  LEFT JOIN metric m
    ON m.id = coalesce(e.metric_id, CASE WHEN a.object LIKE 'group:%' THEN r.target->>'metric' END)
  LEFT JOIN feed f ON f.id = a.feed_id
  LEFT JOIN record rec ON a.object LIKE 'record:%' AND rec.feed_id = a.feed_id
    AND rec.type = split_part(a.object, '/', 2) AND rec.key = substring(a.object FROM '^record:[^/]+/[^/]+/(.*)$')
  LEFT JOIN LATERAL (SELECT name_vi, name_en FROM admin_unit WHERE a.object LIKE 'group:unit:%'
    AND code = split_part(a.object, ':', 3) ORDER BY valid_from DESC LIMIT 1) u ON true
  LEFT JOIN auth."user" acked ON a.acked_by = 'user:' || acked.id
  LEFT JOIN auth."user" assignee ON a.assignee = 'user:' || assignee.id
  LEFT JOIN auth."user" hidden ON a.hidden_by = 'user:' || hidden.id`;

/** For `scope` as `scopeOf` of lib/user/can.ts has it: only what this agency owns or shares; null: everything. */
function seenBy(place: string): string {
  return `(${place}::text IS NULL OR a.agency_id = ${place} OR ${place} = ANY(a.shared_with))`;
}

/** Every alert that is not closed, the hidden ones too, newest ring first. */
export async function openAlerts(db: Db, scope: string | null = null): Promise<AlertRow[]> {
  const { rows } = await db.query<AlertRow>({
    name: "alert-open",
    text: `SELECT ${ALERT}, ${NAMES} ${FROM} WHERE a.closed_at IS NULL AND ${seenBy("$1")}
      ORDER BY a.rung_at DESC, a.id DESC`,
    values: [scope],
  });
  return rows;
}

/** These alerts, open or closed; ids that are unknown are left out. */
export async function alertsByIds(
  db: Db,
  ids: readonly number[],
  scope: string | null = null,
): Promise<AlertRow[]> {
  const { rows } = await db.query<AlertRow>({
    name: "alert-by-ids",
    text: `SELECT ${ALERT}, ${NAMES} ${FROM} WHERE a.id = ANY($1::bigint[]) AND ${seenBy("$2")}`,
    values: [ids, scope],
  });
  return rows;
}

/** Every alert of an incident, the first one first. */
export async function alertsOfIncident(db: Db, incidentId: number): Promise<AlertRow[]> {
  const { rows } = await db.query<AlertRow>(
    `SELECT ${ALERT}, ${NAMES} ${FROM} WHERE a.incident_id = $1 ORDER BY a.raised_at, a.id`,
    [incidentId],
  );
  return rows;
}

/** A place in the list of closed alerts: the one that was shown last. */
export type Cursor = { closedAt: number; id: number };

export type ClosedPage = {
  limit: number;
  after?: Cursor;
  priorities?: readonly Priority[];
  /** Closed from this moment on, and before that one, ms. */
  from?: number;
  to?: number;
  /** Words without marks: each must be in the names of rule, object or feed. */
  words?: readonly string[];
  scope?: string | null;
};

const SAID = plainSql(
  "concat_ws(' ', r.name_vi, r.name_en, s.name_vi, s.name_en, s.key, f.name_vi, f.name_en)",
);

function dateOf(ms: number | undefined): Date | null {
  return ms === undefined ? null : new Date(ms);
}

/** Closed alerts, newest first, after the cursor. */
export async function closedAlerts(
  db: Db,
  { limit, after, priorities, from, to, words = [], scope }: ClosedPage,
): Promise<AlertRow[]> {
  const { rows } = await db.query<AlertRow>(
    `SELECT ${ALERT}, ${NAMES} ${FROM}
     WHERE a.closed_at IS NOT NULL AND ($2::timestamptz IS NULL OR (a.closed_at, a.id) < ($2, $3))
       AND ($4::int[] IS NULL OR a.priority = ANY($4))
       AND ${seenBy("$5")}
       AND ($6::timestamptz IS NULL OR a.closed_at >= $6) AND ($7::timestamptz IS NULL OR a.closed_at < $7)
       AND (cardinality($8::text[]) = 0 OR ${SAID} LIKE ALL($8))
     ORDER BY a.closed_at DESC, a.id DESC LIMIT $1`,
    [
      limit,
      dateOf(after?.closedAt),
      after?.id ?? null,
      priorities ?? null,
      scope ?? null,
      dateOf(from),
      dateOf(to),
      words.map(likeWord),
    ],
  );
  return rows;
}

/** The log of one alert, oldest first. */
export async function eventsOf(db: Db, alertId: number): Promise<NamedEvent[]> {
  const { rows } = await db.query<{ data: object }>(
    `SELECT e.seq, e.type, e.actor, u.name AS "actorName", about.name AS "aboutName", e.data,
       (extract(epoch FROM e.at) * 1000)::float8 AS at,
       (extract(epoch FROM e.recorded_at) * 1000)::float8 AS "recordedAt"
     FROM alert_event e LEFT JOIN auth."user" u ON e.actor = 'user:' || u.id
     LEFT JOIN auth."user" about ON coalesce(e.data->>'to', e.data->>'second') = 'user:' || about.id
     WHERE e.alert_id = $1 ORDER BY e.seq`,
    [alertId],
  );
  return rows.map(({ data, ...stamp }) => ({ ...data, ...stamp }) as NamedEvent);
}

export type AlertDetail = { alert: AlertRow; events: NamedEvent[] };

export async function alertById(
  db: Db,
  id: number,
  scope: string | null = null,
): Promise<AlertDetail | undefined> {
  const [alert] = await alertsByIds(db, [id], scope);
  return alert && { alert, events: await eventsOf(db, id) };
}

export type PriorityCount = { priority: Priority; open: number; ringing: number; hidden: number };

/** Open alerts by priority; `hidden` are counted apart, never left out. Priorities without alerts are not listed. */
export async function openCounts(db: Db): Promise<PriorityCount[]> {
  const { rows } = await db.query<PriorityCount>(
    `SELECT priority, count(*) FILTER (WHERE visibility = 'shown')::int AS open,
       count(*) FILTER (WHERE visibility = 'shown' AND response = 'unack' AND process IN ('active', 'unknown'))::int
         AS ringing,
       count(*) FILTER (WHERE visibility <> 'shown')::int AS hidden
     FROM alert WHERE closed_at IS NULL AND process <> 'pending' GROUP BY priority ORDER BY priority`,
  );
  return rows;
}

/** The fold of every open alert, without names: what a rule engine starts from. */
export async function openFolds(db: Db): Promise<Alert[]> {
  const { rows } = await db.query<Alert>(`SELECT ${ALERT} FROM alert a WHERE closed_at IS NULL`);
  return rows;
}

/** null for rules and jobs, and for people who are gone. */
export async function nameOf(db: Db, actor: Actor): Promise<string | null> {
  const { rows } = await db.query<{ name: string }>(`SELECT name FROM auth."user" WHERE 'user:' || id = $1`, [
    actor,
  ]);
  return rows[0]?.name ?? null;
}

/** Of those who have one. */
export async function namesOf(db: Db, actors: readonly Actor[]): Promise<Map<Actor, string>> {
  const { rows } = await db.query<{ actor: Actor; name: string }>(
    `SELECT 'user:' || id AS actor, name FROM auth."user" WHERE 'user:' || id = ANY($1)`,
    [actors],
  );
  return new Map(rows.map((row) => [row.actor, row.name]));
}
