import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { subscribe } from "#lib/db/bus.ts";
import type { Client, Pool } from "#lib/db/pool.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { unaccounted } from "#lib/feed/model.ts";
import { lostClaims, takeFeed } from "#lib/feed/sql/lease.ts";
import { feedErrorCounts, feedRows, feedWatermark, newestFeedErrors } from "#lib/feed/sql.ts";
import { latestPositions } from "#lib/position/sql.ts";
import { readReadings } from "#lib/reading/frame.ts";
import { Quality, type Reading } from "#lib/reading/model.ts";
import { latestReadings } from "#lib/reading/sql.ts";
import { type Delivery, type Outcome, openSink, type Sink, type SinkOptions } from "./sink.ts";

let db: TestDatabase;
let pool: Pool;
let sink: Sink;
beforeAll(async () => {
  db = await testDatabase();
  pool = db.pool;
  await pool.query(
    `INSERT INTO feed (id, kind, name_vi, name_en) VALUES ('a', 'json', 'a', 'a'), ('b', 'json', 'b', 'b')`,
  );
  await pool.query(
    `INSERT INTO asset (key, kind, name_vi, name_en) SELECT 'k' || i, 'gauge', 'a', 'a' FROM generate_series(1, 5) i`,
  );
  await pool.query(
    `INSERT INTO series (asset_id, metric_id, feed_id, period_s) SELECT id, 'm', 'a', 60 FROM asset`,
  );
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await pool.query(
    "TRUNCATE reading, reading_correction, position, latest_position, feed_error, feed_error_count, feed_status",
  );
  await pool.query("UPDATE latest SET time = NULL, arrived = NULL, value = NULL, quality = NULL");
});

const T = Date.parse("2026-03-01T00:00:00Z");
const open = (options: Partial<SinkOptions> = {}) => {
  sink = openSink({ pool, flushMs: 5, ...options });
  return sink;
};
const reading = (seriesId: number, time: number, value: number): Reading => ({
  seriesId,
  time,
  value,
  quality: 0,
});

type Sent = Promise<Outcome>;
function send(part: Partial<Delivery>): Sent {
  const outcome: Outcome = { stored: 0, duplicates: 0, corrected: 0, poisoned: false };
  return new Promise((done, fail) => {
    sink.add({
      feedId: "a",
      received: (part.readings?.length ?? 0) + (part.errors?.length ?? 0),
      readings: [],
      positions: [],
      records: [],
      errors: [],
      graded: 0,
      outcome,
      settle: (result) => (result === "committed" ? done(outcome) : fail(result)),
      ...part,
    });
  });
}

const counters = async (feedId = "a") => {
  const row = (await feedRows(pool)).find((r) => r.feedId === feedId);
  if (!row) throw new Error("no such feed");
  const { received, stored, duplicates, corrected, refused } = row;
  expect(unaccounted(row)).toBe(0);
  return { received, stored, duplicates, corrected, refused };
};
const storedValues = async () =>
  (await pool.query("SELECT series_id AS s, value AS v FROM reading ORDER BY 1, time")).rows.map((r) => [
    r.s,
    r.v,
  ]);

test("a delivery settles after its commit, with what became of it", async () => {
  open();
  const first = await send({ readings: [reading(1, T, 1), reading(2, T, 2)] });
  expect(first).toEqual({ stored: 2, duplicates: 0, corrected: 0, poisoned: false });
  expect(await storedValues()).toEqual([
    [1, 1],
    [2, 2],
  ]);
  const again = await send({ readings: [reading(1, T, 1), reading(2, T, 5), reading(3, T, 3)] });
  expect(again).toEqual({ stored: 1, duplicates: 1, corrected: 1, poisoned: false });
  await sink.close();
  expect(await counters()).toEqual({ received: 5, stored: 3, duplicates: 1, corrected: 1, refused: 0 });
});

test("deliveries of one batch are told apart", async () => {
  open({ flushMs: 50 });
  const [a, b] = await Promise.all([
    send({ readings: [reading(1, T, 1)] }),
    send({ feedId: "b", readings: [reading(1, T, 1), reading(1, T, 4)] }),
  ]);
  expect(a).toMatchObject({ stored: 1, duplicates: 0, corrected: 0 });
  expect(b).toMatchObject({ stored: 0, duplicates: 1, corrected: 1 });
  await sink.close();
  expect(await counters("b")).toMatchObject({ received: 2, duplicates: 1, corrected: 1 });
});

test("what another process holds by now is not stored here, and its neighbours are", async () => {
  await pool.query(
    "INSERT INTO feed_lease (feed_id, epoch, member) VALUES ('a', 7, 1), ('b', 3, 2) ON CONFLICT DO NOTHING",
  );
  const epochs = new Map<string, number | null>([
    ["a", 7],
    ["b", 2],
  ]);
  open({ flushMs: 50, epochOf: (feedId) => epochs.get(feedId) });
  const [a, b] = await Promise.allSettled([
    send({ readings: [reading(1, T, 1)] }),
    send({ feedId: "b", readings: [reading(2, T, 1)] }),
  ]);
  expect(a).toMatchObject({ status: "fulfilled", value: { stored: 1 } });
  expect(b).toMatchObject({ status: "rejected", reason: { message: expect.stringContaining("b by now") } });
  expect(await storedValues()).toEqual([[1, 1]]);
  epochs.delete("a");
  await expect(send({ readings: [reading(1, T + 1_000, 1)] })).rejects.toThrow("another process reads a");
  epochs.set("b", null);
  expect(await send({ feedId: "b", readings: [reading(2, T, 1)] })).toMatchObject({ stored: 1 });
  await sink.close();
});

test("while a transaction writes for a feed nobody takes it over", async () => {
  const writer = await pool.connect();
  const claim = { feedId: "a", lock: 41, epoch: 7 };
  await writer.query("BEGIN");
  expect(await lostClaims(writer, [claim])).toEqual([]);
  const other = await pool.connect();
  expect(await takeFeed(other, { ...claim, member: 9 })).toBeUndefined();
  await writer.query("COMMIT");
  expect(await takeFeed(other, { ...claim, member: 9 })).toBe(8);
  await writer.query("BEGIN");
  expect(await lostClaims(writer, [claim])).toEqual(["a"]);
  await writer.query("COMMIT");
  writer.release();
  other.release(true);
});

test("latest moves on, never back, and follows a correction", async () => {
  open();
  await send({ readings: [reading(1, T, 1), reading(1, T + 1_000, 2)] });
  await send({ readings: [reading(1, T - 5_000, 9)] });
  await send({ readings: [reading(1, T + 1_000, 3)] });
  await sink.close();
  const latest = await latestReadings(pool);
  expect([...latest.time, ...latest.value, ...latest.quality]).toEqual([T + 1_000, 3, Quality.corrected]);
});

test("what is stored is told on the bus, packed, and only what is new", async () => {
  const heard: number[] = [];
  let ready = () => {};
  const connected = new Promise<void>((done) => {
    ready = done;
  });
  const bus = subscribe(db.url, ["reading"], {
    connected: ready,
    notice: (_, payload) => heard.push(...readReadings(Buffer.from(payload, "base64")).value),
  });
  await connected;
  open();
  await send({ readings: Array.from({ length: 5 }, (_, i) => reading(i + 1, T, i)) });
  await send({ readings: [reading(1, T, 0), reading(2, T + 1, 77)] });
  await sink.close();
  await expect.poll(() => heard).toEqual([0, 1, 2, 3, 4, 77]);
  await bus.close();
});

test("positions move the last known place on", async () => {
  open();
  const at = (time: number, lon: number) => ({
    assetId: 1,
    time,
    lon,
    lat: 13.8,
    speed: null,
    course: 90,
    quality: 0,
  });
  await send({ positions: [at(T, 109.2), at(T + 1_000, 109.3), at(T, 100)] });
  expect(await send({ positions: [at(T, 109.2), at(T - 1_000, 109)] })).toMatchObject({
    stored: 1,
    duplicates: 1,
  });
  await sink.close();
  const latest = await latestPositions(pool);
  expect([latest.lon[0], latest.time[0], latest.course[0]]).toEqual([109.3, T + 1_000, 90]);
  expect(latest.speed[0]).toBeNaN();
});

test("refusals are kept with what was received, and counted", async () => {
  open();
  const payload = new Uint8Array(5_000).fill(65);
  const error = { reason: "invalid_json", detail: "a\u0000b", origin: "ioc/x", payload } as const;
  await send({ errors: [error, error], watermark: { at: 5 } });
  await sink.close();
  const [kept] = await newestFeedErrors(pool, 1, "a");
  expect(kept).toMatchObject({ reason: "invalid_json", detail: "a␀b", origin: "ioc/x" });
  expect(kept?.payload).toHaveLength(2_048);
  expect(await feedErrorCounts(pool, "2000-01-01")).toMatchObject([
    { feedId: "a", reason: "invalid_json", count: 2 },
  ]);
  expect(await counters()).toMatchObject({ received: 2, refused: 2 });
  expect(await feedWatermark(pool, "a")).toEqual({ at: 5 });
});

test("one poisonous row costs no other, not even of its own delivery", async () => {
  open({ flushMs: 50 });
  // Beyond the last year that PostgreSQL knows.
  const bad = reading(1, 9.4e15, 0);
  const sane = Array.from({ length: 20 }, (_, i) => send({ readings: [reading(2, T + i, i)] }));
  const mixed = send({ readings: [reading(3, T, 1), bad, reading(3, T + 1, 2)], watermark: 9 });
  for (const outcome of await Promise.all(sane))
    expect(outcome).toMatchObject({ stored: 1, poisoned: false });
  expect(await mixed).toMatchObject({ stored: 2, poisoned: true });
  await sink.close();
  expect(await storedValues()).toHaveLength(22);
  const [kept] = await newestFeedErrors(pool, 5);
  expect(kept).toMatchObject({ feedId: "a", reason: "stored_otherwise" });
  expect(kept?.payload?.toString()).toContain("9400000000000000");
  expect(await counters()).toEqual({ received: 23, stored: 22, duplicates: 0, corrected: 0, refused: 1 });
  expect(await feedWatermark(pool, "a")).toBe(9);
});

test("a poisonous reading of the pipeline, an object full of references, is noted as what it stores", async () => {
  class Carried implements Delivery {
    feedId = "a";
    received = 2;
    positions = [];
    records = [];
    errors = [];
    graded = 0;
    readings: Reading[] = [];
    settled: unknown;
    constructor() {
      for (const time of [T, 9.4e15]) {
        const draft: Reading & { into?: unknown } = reading(1, time, 4);
        draft.into = this;
        this.readings.push(draft);
      }
    }
    settle(result: "committed" | Error) {
      this.settled = result;
    }
  }
  open();
  const carried = new Carried();
  sink.add(carried);
  await sink.idle();
  await sink.close();
  expect(carried.settled).toBe("committed");
  expect(await storedValues()).toEqual([[1, 4]]);
  const [kept] = await newestFeedErrors(pool, 1);
  expect(JSON.parse(String(kept?.payload))).toEqual(reading(1, 9.4e15, 4));
});

test("a value that no column can hold is poison, too", async () => {
  open();
  expect(await send({ readings: [reading(1, Number.NaN, 1)] })).toMatchObject({ stored: 0, poisoned: true });
  await sink.close();
});

test("a rule that fails does not cost the reading it fails on", async () => {
  const judge = {
    async judge(_: Client, readings: readonly Reading[]) {
      if (readings.some((r) => r.value === 13)) throw new TypeError("cannot judge 13");
      return () => {};
    },
  };
  open({ judge, flushMs: 50 });
  await Promise.all([12, 13, 14].map((v) => send({ readings: [reading(v - 11, T, v)] })));
  await sink.close();
  expect(await storedValues()).toEqual([
    [1, 12],
    [2, 13],
    [3, 14],
  ]);
  expect((await newestFeedErrors(pool, 5)).map((e) => e.detail)).toEqual([
    "stored without being judged: cannot judge 13",
  ]);
  expect(await counters()).toMatchObject({ received: 3, stored: 3, refused: 0 });
});

test("rules judge what changed, ascending, and never a duplicate", async () => {
  const judged: Reading[][] = [];
  const landed: number[] = [];
  const judge = {
    async judge(_: Client, readings: readonly Reading[]) {
      judged.push([...readings]);
      return () => void landed.push(readings.length);
    },
  };
  open({ judge });
  await send({ readings: [reading(2, T, 1), reading(1, T + 1, 2), reading(1, T, 3)] });
  await send({ readings: [reading(2, T, 1)] });
  await send({ readings: [reading(2, T, 1), reading(1, T, 4), reading(1, T + 2, 5)] });
  await sink.close();
  expect(judged).toEqual([
    [reading(1, T, 3), reading(1, T + 1, 2), reading(2, T, 1)],
    [{ ...reading(1, T, 4), quality: Quality.corrected }, reading(1, T + 2, 5)],
  ]);
  expect(landed).toEqual([3, 2]);
});

test("a judge that swallows a failed statement does not get anything acknowledged that is not stored", async () => {
  let times = 0;
  const judge = {
    async judge(client: Client) {
      if (times++ === 0) await client.query("SELECT 1 / 0").catch(() => {});
      return () => {};
    },
  };
  open({ judge });
  expect(await send({ readings: [reading(1, T, 1)] })).toMatchObject({ stored: 1 });
  await sink.close();
  expect(await storedValues()).toEqual([[1, 1]]);
});

const kill = () =>
  pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );

test("while connections break, everything waits, and is stored once", async () => {
  const told: boolean[] = [];
  let trips = 0;
  const judge = {
    async judge() {
      if (trips++ < 3) await kill();
      return () => {};
    },
  };
  open({ judge, onTrouble: (trouble) => told.push(trouble !== null) });
  const sent = Array.from({ length: 50 }, (_, i) => send({ readings: [reading(1, T + i, i)] }));
  await Promise.all(sent);
  await sink.close();
  expect(told).toEqual([true, false]);
  expect(await storedValues()).toHaveLength(50);
  expect(await counters()).toEqual({ received: 50, stored: 50, duplicates: 0, corrected: 0, refused: 0 });
});

/** A pool whose clients lose their connection right after, or right before, the server has committed. */
function losingPool(loses: "the answer" | "the question", times: number): Pool {
  let left = times;
  const lost = () => Object.assign(new Error("Connection terminated unexpectedly"), { code: "ECONNRESET" });
  return new Proxy(pool, {
    get(target, name) {
      if (name !== "connect") return Reflect.get(target, name).bind(target);
      return async () => {
        const client = await target.connect();
        return new Proxy(client, {
          get(inner, key) {
            const value = Reflect.get(inner, key);
            if (key !== "query") return typeof value === "function" ? value.bind(inner) : value;
            return async (...question: [string]) => {
              if (question[0] !== "COMMIT" || left === 0) return inner.query(...question);
              left--;
              await inner.query(loses === "the answer" ? "COMMIT" : "ROLLBACK");
              throw lost();
            };
          },
        });
      };
    },
  });
}

test.each(["the answer", "the question"] as const)(
  "when %s of a commit is lost, even the counters count once",
  async (loses) => {
    open({ pool: losingPool(loses, 2) });
    for (let i = 0; i < 4; i++) await send({ readings: [reading(1, T + i, i)] });
    await sink.close();
    expect(await storedValues()).toHaveLength(4);
    expect(await counters()).toMatchObject({ received: 4, stored: 4, duplicates: 0 });
  },
);

test("pressure rises while the database is away, and falls when it is back", async () => {
  let away = true;
  const judge = {
    async judge() {
      if (away) throw Object.assign(new Error("the server is starting"), { code: "57P03" });
      return () => {};
    },
  };
  open({ judge, limit: 10 });
  const sent = Array.from({ length: 20 }, (_, i) => send({ readings: [reading(1, T + i, i)] }));
  expect(sink.pressure()).toBe(2);
  await expect.poll(() => sink.trouble()?.error.message).toBe("the server is starting");
  let drained = false;
  const drain = sink.drained().then(() => {
    drained = true;
  });
  await new Promise((done) => setTimeout(done, 100));
  expect(drained).toBe(false);
  away = false;
  await Promise.all(sent);
  await drain;
  await sink.idle();
  expect(sink.pressure()).toBe(0);
  expect(sink.trouble()).toBeNull();
  await sink.close();
});

test("what cannot be stored before the end is not acknowledged", async () => {
  const judge = {
    async judge() {
      throw Object.assign(new Error("no room"), { code: "53100" });
    },
  };
  open({ judge });
  const sent = send({ readings: [reading(1, T, 1)] });
  const refused = expect(sent).rejects.toThrow(/closed/);
  await sink.close(50);
  await refused;
  await expect(send({ readings: [reading(1, T, 2)] })).rejects.toThrow(/closed/);
  expect(await storedValues()).toEqual([]);
});
