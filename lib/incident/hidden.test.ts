import { afterAll, beforeAll, expect, test } from "vitest";
import { record } from "#lib/alert/record.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { hiddenCounts } from "./hidden.ts";
import { hiddenTotal } from "./model.ts";
import { MINUTE, raised, returned, say, seedSituation, signal, T0 } from "./testing.ts";

let db: TestDatabase;
let series: number[];
beforeAll(async () => {
  db = await testDatabase();
  series = await seedSituation(db.pool, 20);
  await db.pool.query(
    `INSERT INTO latest (series_id, time, arrived, value, quality) SELECT id, $1, $1, 1, 0 FROM series
     ON CONFLICT (series_id) DO UPDATE SET time = excluded.time`,
    [new Date(T0 - MINUTE)],
  );
});
afterAll(() => db?.drop());

test("whatever is hidden is counted: by hand, by its cause, and series that are silent with their whole feed", async () => {
  const feed = { rule: "silent-feed", object: "feed:gauges", group: "feed:gauges" };
  const gauge = (n: number) => ({ object: `series:${series[n]}`, series: series[n] as number, group: null });
  const [shelved] = await say(db.pool, signal(gauge(0), raised(T0, 4)));
  const event = { type: "shelved", until: T0 + 9 * MINUTE, why: "đang đo", at: T0 + 5 } as const;
  await tx(db.pool, (c) => record(c, { alertId: shelved as number, event, actor: "user:an" }));
  expect((await hiddenCounts(db.pool)).symptoms).toEqual({ series: 0, feeds: 0, since: null });
  await say(db.pool, signal(feed, raised(T0, 2)), signal({ ...gauge(1), rule: "silent-series" }, raised(T0)));
  await db.pool.query("UPDATE latest SET time = $2 WHERE series_id = $1", [series[2], new Date(T0 + 1)]);
  const counts = await hiddenCounts(db.pool);
  expect(counts.shelved).toEqual({ count: 1, since: T0 + 5, byPriority: { 1: 0, 2: 0, 3: 0, 4: 1 } });
  expect(counts.suppressed).toMatchObject({ count: 1, since: T0 });
  // All but the one with an alert of its own and the one that was heard since.
  expect(counts.symptoms).toEqual({ series: 18, feeds: 1, since: T0 });
  expect(hiddenTotal(counts)).toBe(20);
  await say(db.pool, signal(feed, returned(T0 + MINUTE)));
  expect((await hiddenCounts(db.pool)).symptoms.series).toBe(0);
});
