import { publish } from "#lib/db/bus.ts";
import type { Db } from "#lib/db/pool.ts";

/** Gives each channel an asset and a series of its own in the feed of their health. */
export async function ensureChannelSeries(
  db: Db,
  { feedId, metricId }: { feedId: string; metricId: string },
): Promise<void> {
  const { rowCount } = await db.query(
    `WITH made AS (
       INSERT INTO asset (key, kind, name_vi, name_en, feed_id)
       SELECT left('kenh-' || h.id, 64), 'channel', h.name_vi, h.name_en, $1 FROM notify_channel h
       ON CONFLICT (key) DO NOTHING RETURNING id),
     own AS (SELECT id FROM made UNION SELECT a.id FROM asset a WHERE a.feed_id = $1 AND a.kind = 'channel')
     INSERT INTO series (asset_id, metric_id, feed_id, period_s)
     SELECT o.id, $2, $1, f.period_s FROM own o, feed f WHERE f.id = $1
     ON CONFLICT (asset_id, metric_id) DO NOTHING`,
    [feedId, metricId],
  );
  if (rowCount) await publish(db, "config", [JSON.stringify({ changed: "asset" })]);
}

/** How often each channel failed since it last delivered; one that is switched off fails nobody. */
export async function channelFailures(
  db: Db,
  feedId: string,
): Promise<{ seriesId: number; failures: number }[]> {
  const { rows } = await db.query<{ seriesId: number; failures: number }>({
    name: "notify-channel-failures",
    text: `SELECT s.id AS "seriesId", CASE WHEN h.enabled THEN h.failures ELSE 0 END AS failures
      FROM notify_channel h JOIN asset a ON a.key = left('kenh-' || h.id, 64) JOIN series s ON s.asset_id = a.id
      WHERE s.feed_id = $1 ORDER BY s.id`,
    values: [feedId],
  });
  return rows;
}
