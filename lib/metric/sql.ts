import type { Db } from "#lib/db/pool.ts";
import { domains } from "./catalog.ts";

/** Brings the table `metric`, which SQL readers join, to what the catalogue says. */
export async function mirrorMetrics(db: Db): Promise<void> {
  const rows = domains.flatMap((domain) =>
    domain.metrics.map((metric) => ({
      id: metric.id,
      domain: domain.id,
      unit: metric.unit,
      name_vi: metric.title.vi,
      name_en: metric.title.en,
      valid_min: metric.range.min,
      valid_max: metric.range.max,
      period_s: metric.periodSeconds,
      decimals: metric.decimals,
      aggregate: metric.aggregate,
    })),
  );
  await db.query(
    `INSERT INTO metric AS m SELECT * FROM jsonb_populate_recordset(NULL::metric, $1::jsonb)
     ON CONFLICT (id) DO UPDATE SET domain = excluded.domain, unit = excluded.unit, name_vi = excluded.name_vi,
       name_en = excluded.name_en, valid_min = excluded.valid_min, valid_max = excluded.valid_max,
       period_s = excluded.period_s, decimals = excluded.decimals, aggregate = excluded.aggregate
     WHERE m IS DISTINCT FROM excluded`,
    [JSON.stringify(rows)],
  );
}
