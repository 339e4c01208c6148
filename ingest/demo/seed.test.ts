import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as feedKinds from "#ingest/feeds/index.ts";
import { allAssets, allSeries } from "#lib/asset/sql.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { allFeeds } from "#lib/feed/sql.ts";
import { allRules } from "#lib/rule/sql.ts";
import { thresholdsValidOn } from "#lib/threshold/sql.ts";
import { unitAt } from "#lib/unit/sql.ts";
import { procedures } from "./province/procedures.ts";
import { seedDemo } from "./seed.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  expect(await seedDemo(database.pool)).toBe(true);
});
afterAll(() => database?.drop());

describe("the seeded province", () => {
  test("is written once; a second time changes nothing, not even what an administrator changed", async () => {
    await database.pool.query("UPDATE asset SET name_vi = 'Đổi tên' WHERE key = 'tv-thanh-hoa'");
    expect(await seedDemo(database.pool)).toBe(false);
    const assets = await allAssets(database.pool);
    expect(assets.find((asset) => asset.key === "tv-thanh-hoa")?.nameVi).toBe("Đổi tên");
  });

  test("a changed demo is brought up to date without doubling anything", async () => {
    const before = (await allSeries(database.pool)).length;
    await database.pool.query("UPDATE setting SET value = '{\"version\": \"old\"}' WHERE key = 'demo'");
    expect(await seedDemo(database.pool)).toBe(true);
    expect(await allSeries(database.pool)).toHaveLength(before);
  });

  test("has its assets, series, and feeds that say they are simulated", async () => {
    const assets = await allAssets(database.pool);
    expect(assets.length).toBeGreaterThan(100);
    expect(assets.filter((asset) => !asset.illustrative).map((asset) => asset.key)).toEqual(["hv-quy-nhon"]);
    expect((await allSeries(database.pool)).length).toBeGreaterThanOrEqual(1000);
    const feeds = await allFeeds(database.pool);
    expect(feeds.length).toBe(15);
    expect(feeds.every((feed) => feed.simulated && feed.enabled && feed.unknownAsset === "refuse")).toBe(
      true,
    );
  });

  test("has cameras without pictures, and procedures of rules that there are", async () => {
    const cameras = (await allAssets(database.pool)).filter((asset) => asset.kind === "camera");
    expect(cameras.length).toBeGreaterThan(5);
    const { rows } = await database.pool.query(
      "SELECT attributes FROM asset WHERE kind = 'camera' AND attributes ?| '{snapshotUrl,hlsUrl}'",
    );
    expect(rows).toEqual([]);
    const rules = new Map((await allRules(database.pool)).map((rule) => [rule.id, rule]));
    for (const [id, steps] of Object.entries(procedures)) {
      expect(rules.get(id)?.response, id).toMatchObject({ steps });
    }
  });

  test("every feed's settings fit the schema of its kind", async () => {
    for (const feed of await allFeeds(database.pool)) {
      const kind = Object.values(feedKinds).find((each) => each.kind === feed.kind);
      expect(kind, feed.kind).toBeDefined();
      expect(kind?.config.safeParse(feed.config).error, feed.id).toBeUndefined();
    }
  });

  test("Thạnh Hòa has alarms 6, 7, 8 with their source; remembered cells are marked", async () => {
    const ids = new Map((await allAssets(database.pool)).map((asset) => [asset.key, asset.id]));
    const sets = await thresholdsValidOn(database.pool, new Date("2026-11-21T00:00:00Z"));
    const of = (key: string) => sets.find((set) => set.assetId === ids.get(key));
    expect(of("tv-thanh-hoa")?.levels.map((level) => level.value)).toEqual([6, 7, 8]);
    expect(of("tv-thanh-hoa")).toMatchObject({
      verified: true,
      source: expect.stringContaining("QĐ 05/2020"),
    });
    expect(of("tv-vinh-son")?.verified).toBe(false);
    expect(of("tv-vinh-son")?.levels.map((level) => level.verified)).toEqual([true, true, false]);
  });

  test("Định Bình's flood limit of 85 m holds in November and not in March", async () => {
    const id = (await allAssets(database.pool)).find((asset) => asset.key === "ho-dinh-binh")?.id;
    const levels = async (day: string) =>
      (await thresholdsValidOn(database.pool, new Date(day)))
        .find((set) => set.assetId === id)
        ?.levels.map((level) => [level.id, level.value, level.verified]);
    const full = ["full", 91.93, false];
    expect(await levels("2026-11-21T03:00:00Z")).toEqual([["flood_limit", 85, true], full]);
    expect(await levels("2031-11-21T03:00:00Z")).toEqual([["flood_limit", 85, true], full]);
    expect(await levels("2026-10-21T03:00:00Z")).toEqual([["flood_limit", 86, false], full]);
    expect(await levels("2027-03-01T03:00:00Z")).toEqual([full]);
  });

  test("code 52 is Bình Định until 30 June 2025 and Gia Lai from the day after", async () => {
    expect((await unitAt(database.pool, "52", "2025-06-30"))?.nameVi).toBe("Tỉnh Bình Định");
    expect((await unitAt(database.pool, "52", "2025-07-01"))?.nameVi).toBe("Tỉnh Gia Lai");
    expect((await unitAt(database.pool, "21583", "2026-01-01"))?.nameVi).toBe("Phường Quy Nhơn");
    const { rows } = await database.pool.query(
      "SELECT count(*) FROM asset a WHERE unit_code IS NOT NULL AND NOT EXISTS (SELECT FROM admin_unit u WHERE u.code = a.unit_code)",
    );
    expect(Number(rows[0].count)).toBe(0);
  });

  test("every rule has a response", async () => {
    const rules = await allRules(database.pool);
    expect(rules.length).toBeGreaterThan(10);
    for (const rule of rules) expect(rule.response.action).not.toBe("");
  });
});
