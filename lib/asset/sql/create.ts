import { publish } from "#lib/db/bus.ts";
import type { Db } from "#lib/db/pool.ts";

export type NewSeries = { assetId: number; metricId: string; feedId: string; periodS: number };

/**
 * Makes series; each gets its row in `latest` by a trigger. Existing ones stay as they are. Tells the bus (channel
 * `config`).
 */
export async function createSeries(db: Db, wanted: NewSeries[]): Promise<void> {
  if (wanted.length === 0) return;
  const { rowCount } = await db.query({
    name: "series-create",
    text: `INSERT INTO series (asset_id, metric_id, feed_id, period_s)
           SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::int[])
           ON CONFLICT (asset_id, metric_id) DO NOTHING`,
    values: [
      wanted.map((w) => w.assetId),
      wanted.map((w) => w.metricId),
      wanted.map((w) => w.feedId),
      wanted.map((w) => w.periodS),
    ],
  });
  if (rowCount) await publish(db, "config", [JSON.stringify({ changed: "series", onlyNew: true })]);
}

/** How many assets of a feed wait for review (chưa xác nhận). */
export async function countUnconfirmed(db: Db, feedId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    "SELECT count(*) AS count FROM asset WHERE feed_id = $1 AND status = 'unconfirmed'",
    [feedId],
  );
  return rows[0]?.count ?? 0;
}

/** An asset that a device named, by its key and as it was named. */
export type NewAsset = { key: string; name: string };

/** Makes assets that a device named and nobody registered; they wait for review. Tells the bus. */
export async function createUnconfirmed(db: Db, feedId: string, wanted: readonly NewAsset[]): Promise<void> {
  if (wanted.length === 0) return;
  const { rowCount } = await db.query(
    `INSERT INTO asset (key, kind, name_vi, name_en, feed_id, status)
     SELECT key, 'unknown', name, name, $1, 'unconfirmed' FROM unnest($2::text[], $3::text[]) AS w(key, name)
     ON CONFLICT (key) DO NOTHING`,
    [feedId, wanted.map((w) => w.key), wanted.map((w) => w.name)],
  );
  if (rowCount) await publish(db, "config", [JSON.stringify({ changed: "asset", onlyNew: true })]);
}

/** Keeps the name under which a feed speaks of each asset; the first one stays. */
export async function keepNames(
  db: Db,
  feedId: string,
  names: readonly { assetId: number; name: string }[],
): Promise<void> {
  await db.query({
    name: "asset-name-keep",
    text: `INSERT INTO asset_name (feed_id, asset_id, name)
           SELECT $1, asset_id, name FROM unnest($2::int[], $3::text[]) AS w(asset_id, name)
           ON CONFLICT DO NOTHING`,
    values: [feedId, names.map((n) => n.assetId), names.map((n) => n.name)],
  });
}
