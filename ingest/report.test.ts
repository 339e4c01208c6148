import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase } from "#lib/db/testing.ts";
import { saveFeed } from "#lib/feed/sql.ts";
import { log } from "#lib/log.ts";
import { openReporter } from "./report.ts";

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  db = await testDatabase();
  await saveFeed(db.pool, {
    id: "f",
    kind: "sql",
    nameVi: "F",
    nameEn: "F",
    agencyId: null,
    config: {},
    periodS: 60,
    unknownAsset: "refuse",
    simulated: false,
    enabled: true,
  });
});
afterAll(() => db.drop());

const state = async () =>
  (await db.pool.query("SELECT state FROM feed_status WHERE feed_id = 'f'")).rows[0]?.state;

it("writes the newest state of a feed, however close the reports follow each other", async () => {
  const reporter = openReporter(db.pool, log("test"));
  // The second comes while the first is being written: it waits for the timer, which then finds the third written.
  reporter.report("f", { state: "connecting", held: true });
  reporter.report("f", { state: "retrying", held: true });
  await sleep(600);
  reporter.report("f", { state: "waiting", held: true });
  await sleep(1_000);
  reporter.report("f", { state: "live", held: true });
  await reporter.written("f");
  expect(await state()).toBe("live");
  await reporter.close();
});
