import { equipDatabase } from "#deploy/local/cluster/databases.ts";
import rollup from "#ingest/jobs/rollup.ts";
import { migrate } from "#lib/db/migrate.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { saveFeed } from "#lib/feed/sql.ts";
import { seriesPoints } from "#lib/reading/sql/points.ts";
import type { History } from "./result.ts";
import { METRIC, type Scene } from "./scene.ts";
import { fillDay, makeSeries, rewindRollups } from "./sql.ts";

const DATABASE = "bench_history";
const SERIES = 500;
const DAYS = 30;
const DAY = 86_400_000;
const POINTS = 1_000;
const QUESTIONS = 200;

/** A database of its own with 21.6 million readings, rolled up by the real job; then one series after another is asked for. */
export async function measureHistory(scene: Scene, report: (line: string) => void): Promise<History> {
  const admin = openPool(scene.adminUrl("postgres"), 1);
  await admin.query(`CREATE DATABASE ${DATABASE} OWNER haidang`);
  await equipDatabase(scene.adminUrl(DATABASE));
  const ours = new URL(scene.databaseUrl);
  ours.pathname = `/${DATABASE}`;
  const pool = openPool(ours.href, 2);
  try {
    await migrate(pool);
    return await measure(pool, report);
  } finally {
    await pool.end();
    await admin.query(`DROP DATABASE ${DATABASE} WITH (FORCE)`);
    await admin.end();
  }
}

async function measure(pool: Pool, report: (line: string) => void): Promise<History> {
  const now = Math.floor(Date.now() / 60_000) * 60_000;
  const from = now - DAYS * DAY;
  await saveFeed(pool, {
    id: "bench",
    kind: "mqtt",
    nameVi: "Đo kiểm",
    nameEn: "Bench",
    agencyId: null,
    config: {},
    periodS: 60,
    unknownAsset: "refuse",
    simulated: true,
    enabled: false,
  });
  const ids = await makeSeries(pool, { feedId: "bench", prefix: "h", count: SERIES, metric: METRIC });
  report(`making ${(SERIES * DAYS * 1_440).toLocaleString("en")} readings of ${DAYS} days`);
  for (let day = 0; day < DAYS; day++) await fillDay(pool, { from: from + day * DAY, series: SERIES });
  report("rolling them up");
  await rewindRollups(pool, from);
  await rollup.run({ pool, now: () => now + 60_000, signal: new AbortController().signal });
  await pool.query("VACUUM ANALYZE");
  const times: number[] = [];
  for (let i = 0; i < QUESTIONS; i++) {
    const seriesId = ids[(i * 7) % SERIES] as number;
    const start = performance.now();
    await seriesPoints(pool, { seriesId, from, to: now, points: POINTS });
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round((times[Math.ceil(times.length * share) - 1] as number) * 10) / 10;
  return {
    rows: SERIES * DAYS * 1_440,
    days: DAYS,
    points: POINTS,
    p50_ms: at(0.5),
    p95_ms: at(0.95),
    worst_ms: at(1),
  };
}
