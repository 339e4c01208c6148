import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Pool } from "#lib/db/pool.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import type { RecordVersion } from "./model.ts";
import { onTimeRate } from "./model.ts";
import { recountRecords, storeRecords } from "./sql/write.ts";
import { newestRecords, overdueRecords, recordCounts, recordTypes, recordVersions } from "./sql.ts";

let db: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  db = await testDatabase();
  pool = db.pool;
  await pool.query(`INSERT INTO feed (id, kind, name_vi, name_en) VALUES ('f', 'sql', 'f', 'f')`);
});
afterAll(() => db?.drop());
beforeEach(() => pool.query("TRUNCATE record, record_version, record_count"));

const DAY = 86_400_000;
/** 23:30 of 17 November in Vietnam. */
const T = Date.parse("2025-11-17T16:30:00Z");
const version = (part: Partial<RecordVersion> = {}): RecordVersion => ({
  feedId: "f",
  type: "dossier",
  key: "H1",
  changedAt: T,
  state: "received",
  severity: 0,
  outcome: null,
  agencyId: null,
  unitCode: null,
  lon: null,
  lat: null,
  openedAt: T,
  dueAt: null,
  closedAt: null,
  title: "Cấp phép xây dựng",
  attributes: {},
  ...part,
});
const store = (...versions: RecordVersion[]) => tx(pool, (client) => storeRecords(client, versions));
const historyOf = async (key = "H1") =>
  (await recordVersions(pool, { feedId: "f", type: "dossier", key })).map((v) => v.state);
const newestState = async () =>
  (await newestRecords(pool, { type: "dossier", limit: 1, scope: null }))[0]?.state;

test("a record is counted under its newest state, by the local day of its opening", async () => {
  await store(version(), version({ key: "H2", openedAt: T + 3_600_000 }));
  await store(version({ state: "done", outcome: "on_time", changedAt: T + 1_000 }));
  expect(await recordCounts(pool)).toEqual([
    {
      type: "dossier",
      state: "done",
      severity: 0,
      outcome: "on_time",
      agencyId: "",
      day: "2025-11-17",
      count: 1,
    },
    {
      type: "dossier",
      state: "received",
      severity: 0,
      outcome: "",
      agencyId: "",
      day: "2025-11-18",
      count: 1,
    },
  ]);
  expect(await recordTypes(pool)).toEqual(["dossier"]);
});

test("an older version goes to the history only", async () => {
  await store(version({ state: "done", changedAt: T + DAY }));
  const [past] = await store(version());
  expect(past).toMatchObject({ shown: false });
  expect(await newestState()).toBe("done");
  expect(await historyOf()).toEqual(["received", "done"]);
});

test("the same content again changes nothing", async () => {
  await store(version());
  expect(await store(version())).toEqual([]);
  expect(await store(version({ changedAt: T + 1_000 }))).toEqual([]);
  expect(await historyOf()).toEqual(["received"]);
});

test("a source that keeps only dates may change a record several times within one", async () => {
  await store(version());
  await store(version({ state: "processing" }));
  await store(version({ state: "received" }));
  await store(version({ state: "done" }));
  expect(await newestState()).toBe("done");
  expect(await historyOf()).toEqual(["received", "processing", "received", "done"]);
  expect(await store(version({ state: "done" }))).toEqual([]);
});

test("unfinished work past its due date is overdue", async () => {
  await store(
    version({ dueAt: T + DAY }),
    version({ key: "H2", dueAt: T + DAY, closedAt: T }),
    version({ key: "H3" }),
  );
  expect(await overdueRecords(pool, { type: "dossier", now: T + DAY, scope: null })).toBe(0);
  expect(await overdueRecords(pool, { type: "dossier", now: T + DAY + 1, scope: null })).toBe(1);
});

test("the on-time rate is that of finished work with a due date", () => {
  expect(onTimeRate([])).toBeNull();
  expect(onTimeRate([{ outcome: "", count: 40 }])).toBeNull();
  const counts = [
    { outcome: "on_time", count: 9 },
    { outcome: "late", count: 3 },
    { outcome: "", count: 40 },
  ];
  expect(onTimeRate(counts)).toBe(0.75);
});

const anyVersion = fc
  .record({
    key: fc.constantFrom("H1", "H2", "H3"),
    changedAt: fc.integer({ min: 0, max: 6 }).map((n) => T + n * 1_000),
    state: fc.constantFrom("received", "processing", "done"),
    severity: fc.integer({ min: 0, max: 2 }),
    outcome: fc.constantFrom(null, "on_time", "late"),
    agencyId: fc.constantFrom(null, "so-xd"),
    openedAt: fc.constantFrom(T, T + DAY),
  })
  .map((part) => version(part));

test("live counts are what a recount says, whatever comes in whatever order from two writers", {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyVersion, anyVersion), { maxLength: 15 }), async (pairs) => {
      await pool.query("TRUNCATE record, record_version, record_count");
      for (const [ours, theirs] of pairs) await Promise.all([store(ours), store(theirs)]);
      const live = await recordCounts(pool);
      await tx(pool, recountRecords);
      expect(live).toEqual(await recordCounts(pool));
      const newest = Math.max(...pairs.flat().map((v) => v.changedAt));
      if (pairs.length > 0) {
        const changed = await pool.query(
          "SELECT max(date_trunc('milliseconds', changed_at)) AS at FROM record",
        );
        expect(changed.rows[0].at.getTime()).toBe(newest);
      }
    }),
    { numRuns: 60 },
  );
});
