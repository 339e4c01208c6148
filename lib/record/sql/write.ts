import type { Db } from "#lib/db/pool.ts";
import type { RecordVersion } from "../model.ts";

/** First key of the advisory lock by which the writers of one feed's records take turns. */
const RECORD_LOCK = 7_246_003;
const SHAPE = `AS s ("feedId" text, type text, key text, "changedAt" timestamptz, state text, severity smallint,
  outcome text, "agencyId" text, "unitCode" text, lon float8, lat float8, "openedAt" timestamptz,
  "dueAt" timestamptz, "closedAt" timestamptz, title text, attributes jsonb, at int)`;
const CONTENT = (t: string) =>
  `${t}.state, ${t}.severity, ${t}.outcome, ${t}.agency_id, ${t}.unit_code, ${t}.lon, ${t}.lat, ${t}.opened_at,
   ${t}.due_at, ${t}.closed_at, ${t}.title, ${t}.attributes`;
const COLUMNS = `feed_id, type, key, changed_at, state, severity, outcome, agency_id, unit_code, lon, lat, opened_at,
  due_at, closed_at, title, attributes`;
const CELL = (t: string) =>
  `${t}.feed_id, ${t}.type, ${t}.state, ${t}.severity, coalesce(${t}.outcome, ''), coalesce(${t}.agency_id, ''),
   (${t}.opened_at AT TIME ZONE local_zone())::date`;

/**
 * What each version is to the record that stands:
 * `new` none stands; `moved` later and different; `again` different at the very millisecond of the one that stands
 * (sources often keep only a date), so it gets the next free microsecond; `touched` later, same content;
 * `past` older, for the history only; `same` nothing.
 */
const JUDGED = `sent AS MATERIALIZED (
    SELECT s."feedId" AS feed_id, s.type, s.key, s."changedAt" AS changed_at, s.state, s.severity, s.outcome,
      s."agencyId" AS agency_id, s."unitCode" AS unit_code, s.lon, s.lat, s."openedAt" AS opened_at,
      s."dueAt" AS due_at, s."closedAt" AS closed_at, s.title, s.attributes, s.at
    FROM jsonb_to_recordset($1::jsonb) ${SHAPE}),
  old AS MATERIALIZED (
    SELECT r.* FROM record r WHERE (r.feed_id, r.type, r.key) IN (SELECT feed_id, type, key FROM sent)
    ORDER BY r.feed_id, r.type, r.key FOR UPDATE),
  judged AS MATERIALIZED (
    SELECT s.*, o.changed_at AS stood_at,
      CASE WHEN o.key IS NULL THEN 'new'
        WHEN s.changed_at < date_trunc('milliseconds', o.changed_at) THEN 'past'
        WHEN (${CONTENT("s")}) IS NOT DISTINCT FROM (${CONTENT("o")}) THEN
          CASE WHEN s.changed_at > o.changed_at THEN 'touched' ELSE 'same' END
        WHEN s.changed_at > o.changed_at THEN 'moved' ELSE 'again' END AS fate
    FROM sent s LEFT JOIN old o USING (feed_id, type, key)),
  dated AS MATERIALIZED (
    SELECT feed_id, type, key,
      CASE WHEN fate = 'again' THEN stood_at + interval '1 microsecond' ELSE changed_at END AS changed_at,
      state, severity, outcome, agency_id, unit_code, lon, lat, opened_at, due_at, closed_at, title, attributes, at, fate
    FROM judged)`;

const STORE = `WITH ${JUDGED},
  history AS (
    INSERT INTO record_version (${COLUMNS}, arrived) SELECT ${COLUMNS}, now() FROM dated
    WHERE fate IN ('new', 'moved', 'again', 'past') ON CONFLICT DO NOTHING RETURNING feed_id, type, key, changed_at),
  written AS (
    INSERT INTO record AS r (${COLUMNS}, arrived) SELECT ${COLUMNS}, now() FROM dated
    WHERE fate IN ('new', 'moved', 'again', 'touched') ORDER BY feed_id, type, key
    ON CONFLICT (feed_id, type, key) DO UPDATE SET changed_at = excluded.changed_at, arrived = excluded.arrived,
      state = excluded.state, severity = excluded.severity, outcome = excluded.outcome,
      agency_id = excluded.agency_id, unit_code = excluded.unit_code, lon = excluded.lon, lat = excluded.lat,
      opened_at = excluded.opened_at, due_at = excluded.due_at, closed_at = excluded.closed_at,
      title = excluded.title, attributes = excluded.attributes),
  cells (feed_id, type, state, severity, outcome, agency_id, day, n) AS (
    SELECT ${CELL("d")}, 1 FROM dated d WHERE fate IN ('new', 'moved', 'again')
    UNION ALL
    SELECT ${CELL("o")}, -1 FROM old o JOIN dated d USING (feed_id, type, key) WHERE d.fate IN ('moved', 'again')),
  counted AS (
    INSERT INTO record_count AS c (feed_id, type, state, severity, outcome, agency_id, day, count)
    SELECT feed_id, type, state, severity, outcome, agency_id, day, sum(n) FROM cells GROUP BY 1, 2, 3, 4, 5, 6, 7
    HAVING sum(n) <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (feed_id, type, state, severity, outcome, agency_id, day) DO UPDATE SET count = c.count + excluded.count)
  SELECT d.at, d.type, d.fate FROM dated d
  WHERE d.fate IN ('new', 'moved', 'again')
    OR (d.fate = 'past' AND (d.feed_id, d.type, d.key, d.changed_at) IN (SELECT * FROM history))`;

/** `at`: place in what was sent; `shown`: the newest state changed, not the history alone. */
export type StoredRecord = { at: number; type: string; shown: boolean };

/**
 * Stores versions of records, at most one of each record: history, newest state, and the live counts by difference.
 * @returns those that changed something; the others were known already
 */
export async function storeRecords(db: Db, versions: readonly RecordVersion[]): Promise<StoredRecord[]> {
  // Two first versions of one record would both find nothing to lock, and count it twice.
  await db.query({
    name: "record-lock",
    text: `SELECT pg_advisory_xact_lock(${RECORD_LOCK}, h)
      FROM (SELECT DISTINCT hashtext(f) AS h FROM unnest($1::text[]) AS f ORDER BY 1) AS feeds`,
    values: [[...new Set(versions.map((v) => v.feedId))]],
  });
  const { rows } = await db.query<{ at: number; type: string; fate: string }>({
    name: "record-store",
    text: STORE,
    values: [JSON.stringify(versions.map(jsonOf))],
  });
  return rows.map((r) => ({ at: r.at, type: r.type, shown: r.fate !== "past" }));
}

function jsonOf(v: RecordVersion, at: number) {
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return {
    ...v,
    changedAt: iso(v.changedAt),
    openedAt: iso(v.openedAt),
    dueAt: iso(v.dueAt),
    closedAt: iso(v.closedAt),
    at,
  };
}

/** Counts every record anew: after the local zone changed, and to check the live counts. */
export async function recountRecords(db: Db): Promise<void> {
  await db.query("LOCK TABLE record_count IN EXCLUSIVE MODE");
  await db.query("DELETE FROM record_count");
  await db.query(
    `INSERT INTO record_count (feed_id, type, state, severity, outcome, agency_id, day, count)
     SELECT ${CELL("r")}, count(*) FROM record r GROUP BY 1, 2, 3, 4, 5, 6, 7`,
  );
}
