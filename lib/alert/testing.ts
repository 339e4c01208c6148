import type { Db } from "#lib/db/pool.ts";
import type { RuleInput } from "#lib/rule/model.ts";

/** A small register for tests: one feed, and gauges of water level that it reports each 10 s. */
export const FEED = "gauges";
const PERIOD_S = 10;

/** @returns the ids of the series, one a gauge */
export async function seedGauges(db: Db, count: number, feed = FEED): Promise<number[]> {
  await db.query(
    `INSERT INTO metric (id, domain, unit, name_vi, name_en, period_s, decimals)
     VALUES ('water_level', 'hydrology', 'm', 'Mực nước sông', 'River level', 600, 2) ON CONFLICT DO NOTHING`,
  );
  await db.query(
    `INSERT INTO feed (id, kind, name_vi, name_en, period_s) VALUES ($1, 'json', 'Trạm đo', 'Gauges', $2)
     ON CONFLICT DO NOTHING`,
    [feed, PERIOD_S],
  );
  await db.query("INSERT INTO feed_status (feed_id) VALUES ($1) ON CONFLICT DO NOTHING", [feed]);
  const { rows } = await db.query<{ id: number }>(
    `WITH made AS (
       INSERT INTO asset (key, kind, name_vi, name_en, feed_id)
       SELECT $2 || '-' || n, 'gauge', 'Trạm ' || n, 'Gauge ' || n, $2 FROM generate_series(1, $1) n RETURNING id)
     INSERT INTO series (asset_id, metric_id, feed_id, period_s) SELECT id, 'water_level', $2, $3 FROM made
     RETURNING id`,
    [count, feed, PERIOD_S],
  );
  return rows.map((row) => row.id);
}

export const response = {
  cause: "Mưa lớn thượng nguồn",
  consequence: "Ngập vùng trũng",
  action: "Báo các xã ven sông",
  minutes: 15,
  owner: "Trực ban PCTT",
};

/** Rings at 6, 7 and 8 m. */
export function floodRule(series: number[], params: object = {}): RuleInput {
  return {
    id: "flood",
    kind: "threshold",
    nameVi: "Lũ trên sông",
    nameEn: "River flood",
    target: { series },
    priority: 3,
    response,
    params: {
      direction: "above",
      levels: [
        { id: "bd1", priority: 3, value: 6 },
        { id: "bd2", priority: 2, value: 7 },
        { id: "bd3", priority: 1, value: 8 },
      ],
      deadband: 0.2,
      ...params,
    },
  };
}

export async function seedPerson(db: Db, id: string, name: string): Promise<void> {
  await db.query(
    `INSERT INTO auth."user" (id, name, email, "emailVerified", "updatedAt") VALUES ($1, $2, $3, true, now())`,
    [id, name, `${id}@example.invalid`],
  );
}
