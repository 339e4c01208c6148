import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { log } from "#lib/log.ts";
import { allZones } from "#lib/zone/sql.ts";
import { eventually, type IngestProcess, startIngest } from "../testing.ts";
import { bulletinsOf } from "./bulletins.ts";
import { DAY, HOUR } from "./physics/calendar.ts";
import { loadQuyNhonTide, tideOf } from "./physics/tide.ts";
import { sceneOf } from "./scene.ts";
import { seedDemo } from "./seed.ts";

// Beside the rest of the suite, on two cores, processes take their time to start.
vi.setConfig({ testTimeout: 60_000 });

let db: TestDatabase;
let ingest: IngestProcess;
beforeAll(async () => {
  db = await testDatabase();
  await seedDemo(db.pool);
  ingest = await startIngest({ DATABASE_URL: db.url });
}, 90_000);
afterAll(async () => {
  await ingest?.kill();
  await db?.drop();
});

test("the weather office's bulletins arrive by push, and the storm's area comes and goes with the storm", async () => {
  const now = Date.now();
  const storm = {
    run: 1,
    scenario: "bao",
    startedAt: now - HOUR / 4,
    speed: 60,
    startedBy: "user:x",
    endedAt: null,
  };
  const scene = sceneOf({
    seed: 2025,
    tide: tideOf(await loadQuyNhonTide()),
    runs: [storm],
    since: now - DAY,
  });
  const office = await bulletinsOf({
    pool: db.pool,
    scene,
    ingestUrl: ingest.url,
    log: log("test"),
  });
  await eventually(async () => {
    await office.issue(Date.now());
    const { rows } = await db.pool.query(
      "SELECT count(DISTINCT series_id)::int AS n, bool_and(simulated) AS sim FROM forecast",
    );
    return rows[0].n > 5 && rows[0].sim;
  });
  expect((await allZones(db.pool)).map((zone) => zone.kind)).toContain("storm");
  await office.issue(Date.now() + 2 * HOUR);
  expect((await allZones(db.pool)).map((zone) => zone.kind)).not.toContain("storm");
});
