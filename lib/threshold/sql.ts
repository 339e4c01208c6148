import type { ThresholdSet } from "#lib/asset/model.ts";
import { publish } from "#lib/db/bus.ts";
import type { Db } from "#lib/db/pool.ts";
import type { ChangedBy } from "#lib/rule/proposal.ts";
import { keepThresholdVersion, SET_UP } from "#lib/rule/sql/version.ts";
import { type DatedThresholdSet, type NamedThresholdSet, subjectOf, thresholdSetSchema } from "./model.ts";

const SET = `t.asset_id AS "assetId", t.metric_id AS "metricId", t.levels, t.source, t.verified`;

/**
 * The sets valid on the province's local date at `at`. Where two sets of one asset and metric overlap, one
 * that names the month holds before one that does not, then the later one.
 */
export async function thresholdsValidOn(db: Db, at: Date): Promise<ThresholdSet[]> {
  const { rows } = await db.query<ThresholdSet>(
    `SELECT DISTINCT ON (t.asset_id, t.metric_id) ${SET}
     FROM threshold_set t, (SELECT ($1::timestamptz AT TIME ZONE local_zone())::date AS day) today
     WHERE t.valid_from <= day AND (t.valid_to IS NULL OR t.valid_to > day)
       AND (t.months IS NULL OR extract(month FROM day) = ANY (t.months))
     ORDER BY t.asset_id, t.metric_id, t.months IS NULL, t.valid_from DESC, t.id DESC`,
    [at],
  );
  return rows;
}

/** A set with its validity in ms: `from` inclusive, `until` exclusive, Infinity when open. */
export type ThresholdPeriod = ThresholdSet & { from: number; until: number };

/**
 * The sets valid at some time at or after `since`, in the order in which they hold. Sets of some months are given
 * month by month, from two months before `since` to fourteen after it: read them again now and then.
 */
export async function thresholdPeriods(db: Db, since: Date): Promise<ThresholdPeriod[]> {
  const { rows } = await db.query<ThresholdSet & { from: number; until: number | null }>(
    `SELECT ${SET}, ${midnight("p.first")} AS from, ${midnight("p.after")} AS until
     FROM threshold_set t, (SELECT local_zone() AS zone) z,
       LATERAL (
         SELECT t.valid_from AS first, t.valid_to AS after WHERE t.months IS NULL
         UNION ALL
         SELECT greatest(t.valid_from, m::date), least(t.valid_to, (m + interval '1 month')::date)
         FROM (SELECT date_trunc('month', $1::timestamptz AT TIME ZONE zone) AS this) AS now,
           generate_series(this - interval '2 months', this + interval '14 months', interval '1 month') AS m
         WHERE extract(month FROM m) = ANY (t.months)) AS p
     WHERE (p.after IS NULL OR p.after::timestamp AT TIME ZONE zone > $1) AND (p.after IS NULL OR p.after > p.first)
     ORDER BY t.months IS NULL, t.valid_from DESC, t.id DESC, p.first`,
    [since],
  );
  return rows.map((row) => ({ ...row, until: row.until ?? Number.POSITIVE_INFINITY }));
}

function midnight(date: string): string {
  return `(extract(epoch FROM ${date}::timestamp AT TIME ZONE zone) * 1000)::float8`;
}

const DATED = `${SET}, t.valid_from::text AS "validFrom", t.valid_to::text AS "validTo", t.months`;

/** Every set there is or was, those for all stations of a metric first. */
export async function allThresholdSets(db: Db): Promise<NamedThresholdSet[]> {
  const { rows } = await db.query<NamedThresholdSet>(
    `SELECT ${DATED}, a.key AS "assetKey", a.name_vi AS "nameVi", a.name_en AS "nameEn",
       coalesce(a.agency_id, f.agency_id) AS "agencyId"
     FROM threshold_set t LEFT JOIN asset a ON a.id = t.asset_id LEFT JOIN feed f ON f.id = a.feed_id
     ORDER BY t.metric_id, a.name_vi NULLS FIRST, t.valid_from DESC, t.id`,
  );
  return rows;
}

export async function thresholdBySubject(db: Db, subject: string): Promise<DatedThresholdSet | undefined> {
  const { rows } = await db.query<DatedThresholdSet>(
    `SELECT ${DATED} FROM threshold_set t
     WHERE coalesce(t.asset_id::text, 'all') || ':' || t.metric_id || ':' || t.valid_from
       || coalesce(':' || array_to_string(t.months, ','), '') = $1`,
    [subject],
  );
  return rows[0];
}

/** Whose the asset is; undefined when there is none. */
export async function assetOwner(db: Db, assetId: number): Promise<{ agencyId: string | null } | undefined> {
  const { rows } = await db.query<{ agencyId: string | null }>(
    `SELECT coalesce(a.agency_id, f.agency_id) AS "agencyId" FROM asset a LEFT JOIN feed f ON f.id = a.feed_id
     WHERE a.id = $1 AND a.status <> 'retired'`,
    [assetId],
  );
  return rows[0];
}

/**
 * Makes the set of this asset, metric, first day and months, or brings it to what is given. Writers and judges hear it
 * with the transaction, and what it was is kept.
 * @throws ZodError when levels do not ascend or a date is none
 */
export async function saveThresholdSet(
  db: Db,
  set: DatedThresholdSet,
  by: ChangedBy = SET_UP,
): Promise<void> {
  const content = thresholdSetSchema.parse(set);
  const { assetId, metricId, levels, source, verified, validFrom, validTo, months } = content;
  const { rowCount } = await db.query(
    `INSERT INTO threshold_set AS t (asset_id, metric_id, levels, source, verified, valid_from, valid_to, months)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (asset_id, metric_id, valid_from, months) DO UPDATE
       SET levels = excluded.levels, source = excluded.source, verified = excluded.verified,
         valid_to = excluded.valid_to
       WHERE (t.levels, t.source, t.verified, t.valid_to)
         IS DISTINCT FROM (excluded.levels, excluded.source, excluded.verified, excluded.valid_to)`,
    [assetId, metricId, JSON.stringify(levels), source, verified, validFrom, validTo, months],
  );
  if (!rowCount) return;
  await keepThresholdVersion(db, { subject: subjectOf(content), content, by });
  await publish(db, "config", [JSON.stringify({ changed: "threshold" })]);
}
