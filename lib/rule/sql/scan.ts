import type { Alert } from "#lib/alert/model.ts";
import { ALERT } from "#lib/alert/sql/columns.ts";
import type { Client, Db } from "#lib/db/pool.ts";
import type { FeedCounts } from "../inputs.ts";
import type { SavedState } from "./watch.ts";

/** The enabled rules of these kinds, by id. */
export async function enabledRulesOf(db: Db, kinds: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: "scan-rules",
    text: "SELECT id FROM rule WHERE enabled AND kind = ANY($1) ORDER BY id",
    values: [kinds],
  });
  return rows.map((row) => row.id);
}

/** Until the transaction ends nobody else scans the rule; false when somebody does already. */
export async function lockScan(client: Client, ruleId: string): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>({
    name: "scan-lock",
    text: "SELECT pg_try_advisory_xact_lock(hashtextextended('scan:' || $1, 0)) AS mine",
    values: [ruleId],
  });
  return rows[0]?.mine ?? false;
}

export async function statesOf(client: Client, ruleId: string): Promise<SavedState[]> {
  const { rows } = await client.query<SavedState>({
    name: "scan-states",
    text: `SELECT rule_id AS "ruleId", object, (state->>'version')::int AS version, state->'state' AS state
      FROM rule_state WHERE rule_id = $1`,
    values: [ruleId],
  });
  return rows;
}

export async function forgetStates(
  client: Client,
  ruleId: string,
  objects: readonly string[],
): Promise<void> {
  if (objects.length === 0) return;
  await client.query("DELETE FROM rule_state WHERE rule_id = $1 AND object = ANY($2)", [ruleId, objects]);
}

/** The open alerts of one rule. */
export async function openAlertsOf(client: Client, ruleId: string): Promise<Alert[]> {
  const { rows } = await client.query<Alert>({
    name: "scan-open-alerts",
    text: `SELECT ${ALERT} FROM alert a WHERE rule_id = $1 AND closed_at IS NULL`,
    values: [ruleId],
  });
  return rows;
}

/** A series with its newest reading, for rules that look at several together or at forecasts. */
export type SeriesSeen = {
  seriesId: number;
  assetId: number;
  assetKey: string;
  assetKind: string;
  metricId: string;
  feedId: string;
  agencyId: string | null;
  basin: string | null;
  unitCode: string | null;
  feeder: string | null;
  simulated: boolean;
  periodMs: number;
  time: number | null;
  value: number | null;
  quality: number | null;
};

/** Every series of the province of these metrics or ids, of feeds that are on. */
export async function seriesSeen(
  db: Db,
  { metric, series }: { metric?: string; series?: readonly number[] },
): Promise<SeriesSeen[]> {
  const { rows } = await db.query<SeriesSeen>({
    name: "scan-series",
    text: `SELECT s.id AS "seriesId", s.asset_id AS "assetId", a.key AS "assetKey", a.kind AS "assetKind",
        s.metric_id AS "metricId", s.feed_id AS "feedId",
        coalesce(a.agency_id, f.agency_id) AS "agencyId", a.basin, a.unit_code AS "unitCode",
        a.attributes->>'feeder' AS feeder, f.simulated, s.period_s * 1000 AS "periodMs",
        (extract(epoch FROM l.time) * 1000)::float8 AS time, l.value, l.quality
      FROM province_series s JOIN province_asset a ON a.id = s.asset_id JOIN feed f ON f.id = s.feed_id
      LEFT JOIN latest l ON l.series_id = s.id
      WHERE (s.metric_id = $1 OR s.id = ANY($2)) AND f.enabled ORDER BY s.id`,
    values: [metric ?? null, series ?? null],
  });
  return rows;
}

/** A feed that is on, what it has counted, and how many rows a second its series are to bring. */
export type FeedSeen = {
  feedId: string;
  agencyId: string | null;
  simulated: boolean;
  periodMs: number;
  expectedPerS: number;
  counts: FeedCounts;
};

export async function feedsSeen(db: Db): Promise<FeedSeen[]> {
  const { rows } = await db.query<FeedSeen>({
    name: "scan-feeds",
    text: `SELECT f.id AS "feedId", f.agency_id AS "agencyId", f.simulated, f.period_s * 1000 AS "periodMs",
        coalesce(e.per_s, 0)::float8 AS "expectedPerS",
        jsonb_build_object('received', t.received, 'stored', t.stored + t.corrected, 'duplicates', t.duplicates,
          'graded', t.graded, 'refused', t.refused) AS counts
      FROM feed f JOIN feed_status t ON t.feed_id = f.id
      LEFT JOIN (SELECT s.feed_id, sum(1.0 / s.period_s) AS per_s FROM series s JOIN asset a ON a.id = s.asset_id
        WHERE a.status <> 'retired' GROUP BY s.feed_id) e ON e.feed_id = f.id
      WHERE f.enabled ORDER BY f.id`,
  });
  return rows;
}
