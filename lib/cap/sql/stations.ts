import type { Db } from "#lib/db/pool.ts";
import { EXTRAPOLATION } from "#lib/forecast/model.ts";
import { type IssueOf, newestIssues } from "#lib/forecast/sql.ts";
import { Quality, SUSPECT } from "#lib/reading/model.ts";
import { thresholdsValidOn } from "#lib/threshold/sql.ts";
import type { Reading, Station } from "../station.ts";

const HOUR_MS = 3_600_000;
/** An older bulletin is not published again. */
const ISSUE_MS = 12 * HOUR_MS;
/** What lies farther ahead is the bulletin's own business. */
const AHEAD_MS = 24 * HOUR_MS;
const UNFIT = SUSPECT | Quality.unconfirmed;

type Row = Omit<Station, "levels" | "ahead"> & { assetId: number };

/** How the stations of these series stand now, in the order asked; those that are not of the province are left out. */
export async function stationsNow(db: Db, ids: readonly number[], now: number): Promise<Station[]> {
  const { rows } = await db.query<Row>({
    name: "cap-stations",
    text: `SELECT s.id AS "seriesId", s.asset_id AS "assetId", a.name_vi AS "nameVi", a.name_en AS "nameEn",
        jsonb_build_object('id', m.id, 'nameVi', m.name_vi, 'nameEn', m.name_en, 'unit', m.unit,
          'decimals', m.decimals) AS metric,
        f.simulated, s.period_s * 1000 AS "periodMs", ${reading("n")} AS now, ${reading("b")} AS before
      FROM unnest($1::int[]) WITH ORDINALITY AS w (id, ord)
      JOIN province_series s ON s.id = w.id JOIN province_asset a ON a.id = s.asset_id
      JOIN metric m ON m.id = s.metric_id JOIN feed f ON f.id = s.feed_id
      LEFT JOIN LATERAL (SELECT time, value FROM reading WHERE series_id = s.id AND time <= $2
        AND time > $2::timestamptz - interval '7 days' AND quality & ${UNFIT} = 0 ORDER BY time DESC LIMIT 1) n ON true
      LEFT JOIN LATERAL (SELECT time, value FROM reading WHERE series_id = s.id AND time <= n.time - interval '55 minutes'
        AND time > n.time - interval '2 hours' AND quality & ${UNFIT} = 0 ORDER BY time DESC LIMIT 1) b ON true
      ORDER BY w.ord`,
    values: [ids, new Date(now)],
  });
  const sets = new Map(
    (await thresholdsValidOn(db, new Date(now))).map((set) => [`${set.assetId ?? ""} ${set.metricId}`, set]),
  );
  const issues = Map.groupBy(
    await newestIssues(db, ids, { since: now - ISSUE_MS, now }),
    (issue) => issue.seriesId,
  );
  return rows.map(({ assetId, ...row }) => {
    const set = sets.get(`${assetId} ${row.metric.id}`) ?? sets.get(` ${row.metric.id}`);
    return { ...row, levels: set?.levels ?? [], ahead: aheadOf(issues.get(row.seriesId) ?? [], row, now) };
  });
}

function reading(of: string): string {
  return `CASE WHEN ${of}.time IS NOT NULL THEN jsonb_build_object('at', extract(epoch FROM ${of}.time) * 1000,
    'value', ${of}.value) END`;
}

/** A bulletin's highest point ahead, else that of the trend; what is simulated stays with what is simulated. */
function aheadOf(
  issues: readonly IssueOf[],
  { simulated }: { simulated: boolean },
  now: number,
): Station["ahead"] {
  const fit = issues.filter((issue) => issue.simulated === simulated);
  const bulletins = fit.filter(({ source }) => source !== EXTRAPOLATION);
  const chosen = bulletins.length > 0 ? bulletins : fit;
  const points = chosen.flatMap(({ points: all }) =>
    all.filter(({ at }) => at > now && at <= now + AHEAD_MS),
  );
  const highest = points.reduce<Reading | null>((a, b) => (a === null || b.value > a.value ? b : a), null);
  return highest && { at: highest.at, value: highest.value, trend: bulletins.length === 0 };
}
