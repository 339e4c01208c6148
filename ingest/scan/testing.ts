import { openAlerts } from "#lib/alert/sql.ts";
import { response } from "#lib/alert/testing.ts";
import type { Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { insertForecasts } from "#lib/forecast/sql.ts";
import type { RuleInput } from "#lib/rule/model.ts";
import { createScans } from "../scan.ts";

/** A timeline for the scans: seconds from T0, a clock that is set by hand. */
export const T0 = Date.UTC(2025, 10, 19, 1);
const when = (seconds: number) => new Date(T0 + seconds * 1000);

export function openScanStage(pool: Pool) {
  let scans = createScans(pool);
  return {
    /** One round at that second. */
    round: (seconds: number, by = scans) => by.round(T0 + seconds * 1000),
    restart() {
      scans = createScans(pool);
    },
    /** The newest reading of a series. */
    async read(seriesId: number, seconds: number, value: number, quality = 0) {
      await pool.query(
        "UPDATE latest SET time = $2, arrived = $2, value = $3, quality = $4 WHERE series_id = $1",
        [seriesId, when(seconds), value, quality],
      );
    },
    /** An issue at that second: pairs of seconds and values. */
    async issue(
      seriesId: number,
      seconds: number,
      points: readonly (readonly [at: number, value: number])[],
      source = "ban-tin",
    ) {
      const issue = { seriesId, issuedAt: T0 + seconds * 1000, source, model: source, simulated: true };
      await tx(pool, (client) =>
        insertForecasts(
          client,
          points.map(([at, value]) => ({ ...issue, validAt: T0 + at * 1000, value, low: null, high: null })),
        ),
      );
    },
    async record(
      key: string,
      of: { severity?: number; state?: string; at?: number; dueAt?: number; closed?: boolean } = {},
    ) {
      const { severity = 3, state = "mới", at = 0, dueAt, closed = false } = of;
      await pool.query(
        `INSERT INTO record (feed_id, type, key, changed_at, state, severity, opened_at, due_at, closed_at, title)
         VALUES ('soc', 'su-co', $1, $2, $3, $4, $5, $6, $7, 'Máy chủ ' || $1)
         ON CONFLICT (feed_id, type, key) DO UPDATE SET changed_at = $2, state = $3, severity = $4, due_at = $6, closed_at = $7`,
        [
          key,
          when(at),
          state,
          severity,
          when(0),
          dueAt === undefined ? null : when(dueAt),
          closed ? when(at) : null,
        ],
      );
    },
    async open() {
      const alerts = await openAlerts(pool);
      return alerts.map((one) => `${one.object} ${one.process} ${one.level} P${one.priority}`).sort();
    },
    /** The log: `second type level`, times of events. */
    async log(): Promise<string[]> {
      const { rows } = await pool.query<{ at: Date; type: string; level: string | null }>(
        "SELECT at, type, data->>'level' AS level FROM alert_event ORDER BY alert_id, seq",
      );
      return rows.map((row) => [(row.at.getTime() - T0) / 1000, row.type, row.level ?? ""].join(" ").trim());
    },
    async clear() {
      await pool.query("TRUNCATE alert_event, alert, rule_state, latest, threshold_set, forecast, record");
      await pool.query("DELETE FROM rule");
      await pool.query("INSERT INTO latest (series_id) SELECT id FROM series");
      await pool.query(
        "UPDATE feed_status SET received = 0, stored = 0, duplicates = 0, corrected = 0, graded = 0, refused = 0",
      );
    },
  };
}

export function scanRule(kind: string, params: object, more: Partial<RuleInput> = {}): RuleInput {
  return {
    id: `rule-${kind}`,
    kind,
    nameVi: "Quy tắc",
    nameEn: "Rule",
    params,
    target: { metric: "water_level" },
    priority: 2,
    response,
    ...more,
  };
}
