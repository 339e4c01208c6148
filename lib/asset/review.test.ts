import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { findText } from "#lib/i18n/model.ts";
import { ASSET_KINDS } from "./kinds.ts";
import { reviewSchema } from "./review.ts";
import { confirmAsset, retireAsset, testAsset, waitingAssets } from "./sql/review.ts";
import { allAssets, allSeries, assetsOnTrial } from "./sql.ts";

let db: TestDatabase;
let id: number;

beforeAll(async () => {
  db = await testDatabase();
  await db.pool.query(
    `INSERT INTO metric (id, domain, unit, name_vi, name_en, period_s, decimals)
     VALUES ('rain_1h', 'rain', 'mm', 'Mưa 1 giờ', 'Rain in an hour', 600, 1) ON CONFLICT DO NOTHING`,
  );
  await db.pool.query("INSERT INTO feed (id, kind, name_vi, name_en) VALUES ('f', 'json', 'F', 'F')");
  const { rows } = await db.pool.query<{ id: number }>(
    `INSERT INTO asset (key, kind, name_vi, name_en, feed_id, status, lon, lat)
     VALUES ('mua-7', 'unknown', 'mua-7', 'mua-7', 'f', 'unconfirmed', 109.1, 13.9) RETURNING id`,
  );
  id = rows[0]?.id as number;
  await db.pool.query(
    "INSERT INTO series (asset_id, metric_id, feed_id, period_s) VALUES ($1, 'rain_1h', 'f', 600)",
    [id],
  );
  await db.pool.query("UPDATE latest SET time = '2026-11-30T00:00Z', value = 250, quality = 32");
});
afterAll(() => db?.drop());

const province = async () => [(await allAssets(db.pool)).length, (await allSeries(db.pool)).length];
const status = async () => (await waitingAssets(db.pool, null)).map((one) => one.status);

test("a device is looked at, tried out, confirmed, and taken back on test", async () => {
  const [waiting] = await waitingAssets(db.pool, null);
  expect(waiting?.values).toEqual([
    { metricId: "rain_1h", unit: "mm", decimals: 1, value: 250, at: Date.UTC(2026, 10, 30) },
  ]);
  expect(await province()).toEqual([0, 0]);

  expect(await testAsset(db.pool, id)).toBe("mua-7");
  expect(await status()).toEqual(["testing"]);
  expect(await assetsOnTrial(db.pool)).toMatchObject([{ key: "mua-7", status: "testing", lon: 109.1 }]);
  expect(await province()).toEqual([0, 0]);
  expect(await testAsset(db.pool, id)).toBeUndefined();

  const given = {
    nameVi: "Trạm mưa 7",
    nameEn: "Rain 7",
    kind: "rain_gauge",
    lon: 109.2,
    lat: 13.8,
  } as const;
  expect(await confirmAsset(db.pool, id, given)).toBe("mua-7");
  expect(await province()).toEqual([1, 1]);
  expect([await status(), await assetsOnTrial(db.pool)]).toEqual([[], []]);
  expect(await retireAsset(db.pool, id)).toBeUndefined();

  expect(await testAsset(db.pool, id)).toBe("mua-7");
  expect([await province(), await status()]).toEqual([[0, 0], ["testing"]]);
});

test("a kind is one of the register's, and each has words", () => {
  const given = { decision: "confirm", nameVi: "a", nameEn: "a", lon: null, lat: null };
  expect(reviewSchema.safeParse({ ...given, kind: "unknown" }).success).toBe(false);
  for (const kind of ASSET_KINDS) {
    expect(reviewSchema.safeParse({ ...given, kind }).success).toBe(true);
    for (const language of ["vi", "en"] as const)
      expect(findText(language, `assetKind.${kind}`), kind).toBeDefined();
  }
});
