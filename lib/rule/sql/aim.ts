import type { Db } from "#lib/db/pool.ts";
import { aimsAtFeed, aimsAtFeeds, aimsAtMover, aimsAtSeries, type Target } from "../model.ts";

/** What there is to aim at. */
export type Aims = { series: AimSeries[]; feeds: AimFeed[]; movers: AimMover[]; records: AimRecord[] };
export type AimSeries = {
  seriesId: number;
  assetKey: string;
  assetKind: string;
  nameVi: string;
  nameEn: string;
  metricId: string;
  feedId: string;
  agencyId: string | null;
  basin: string | null;
  unitCode: string | null;
};
export type AimFeed = { feedId: string; nameVi: string; nameEn: string; agencyId: string | null };
export type AimMover = Omit<AimSeries, "seriesId" | "metricId" | "basin" | "unitCode">;
export type AimRecord = { type: string; feedId: string; agencyId: string | null };

const SERIES = `SELECT s.id AS "seriesId", a.key AS "assetKey", a.kind AS "assetKind", a.name_vi AS "nameVi",
    a.name_en AS "nameEn", s.metric_id AS "metricId", s.feed_id AS "feedId",
    coalesce(a.agency_id, f.agency_id) AS "agencyId", a.basin, a.unit_code AS "unitCode"
  FROM province_series s JOIN province_asset a ON a.id = s.asset_id JOIN feed f ON f.id = s.feed_id
  ORDER BY a.name_vi, s.id`;
const FEEDS = `SELECT id AS "feedId", name_vi AS "nameVi", name_en AS "nameEn", agency_id AS "agencyId" FROM feed
  ORDER BY name_vi, id`;
const MOVERS = `SELECT a.key AS "assetKey", a.kind AS "assetKind", a.name_vi AS "nameVi", a.name_en AS "nameEn",
    a.feed_id AS "feedId", coalesce(a.agency_id, f.agency_id) AS "agencyId"
  FROM province_asset a JOIN feed f ON f.id = a.feed_id ORDER BY a.name_vi, a.key`;
const RECORDS = `SELECT DISTINCT c.type, c.feed_id AS "feedId", f.agency_id AS "agencyId"
  FROM record c JOIN feed f ON f.id = c.feed_id ORDER BY 1, 2`;

export async function allAims(db: Db): Promise<Aims> {
  const { rows: series } = await db.query<AimSeries>(SERIES);
  const { rows: feeds } = await db.query<AimFeed>(FEEDS);
  const { rows: movers } = await db.query<AimMover>(MOVERS);
  const { rows: records } = await db.query<AimRecord>(RECORDS);
  return { series, feeds, movers, records };
}

export type AimedAt = {
  series: number;
  /** Stations, vehicles, vessels. */
  assets: { key: string; nameVi: string; nameEn: string }[];
  feeds: { id: string; nameVi: string; nameEn: string }[];
  /** Types of record, each with the feed that brings it. */
  records: number;
  /** Whose they are; null stands for what is nobody's. */
  agencies: (string | null)[];
};

/** What a target holds now, by the very functions that the judge asks. */
export function aimedAt(target: Target, aims: Aims): AimedAt {
  const series = aims.series.filter((s) => aimsAtSeries(target, s));
  const movers = aims.movers.filter((m) => aimsAtMover(target, m));
  const feeds = aimsAtFeeds(target) ? aims.feeds.filter((f) => aimsAtFeed(target, f.feedId)) : [];
  const records = "records" in target ? aims.records.filter((r) => isOfRecords(target, r)) : [];
  const assets = new Map([...series, ...movers].map((a) => [a.assetKey, a]));
  const agencies = new Set([...series, ...movers, ...feeds, ...records].map((one) => one.agencyId));
  return {
    series: series.length,
    assets: [...assets.values()].map(({ assetKey: key, nameVi, nameEn }) => ({ key, nameVi, nameEn })),
    feeds: feeds.map(({ feedId: id, nameVi, nameEn }) => ({ id, nameVi, nameEn })),
    records: records.length,
    agencies: [...agencies],
  };
}

export function isNothing({ series, assets, feeds, records }: AimedAt): boolean {
  return series + assets.length + feeds.length + records === 0;
}

function isOfRecords(
  { records, feed }: { records: string; feed?: string },
  { type, feedId }: AimRecord,
): boolean {
  return records === type && (feed === undefined || feed === feedId);
}
