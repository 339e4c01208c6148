import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Pool } from "#lib/db/pool.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import type { Reading } from "#lib/reading/model.ts";
import { Quality } from "#lib/reading/model.ts";
import { seriesPoints } from "#lib/reading/sql/points.ts";
import { dirtyCounts } from "#lib/reading/sql/rollup.ts";
import { beginWrite, insertReadings } from "#lib/reading/sql/write.ts";
import { columnsOf } from "../batch/readings.ts";
import { openSink, type Sink } from "../sink.ts";
import rollup from "./rollup.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Ten minutes before midnight in Vietnam. */
const START = Date.parse("2025-11-18T16:50:00Z");
const SERIES = [1, 2, 3];

let db: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  db = await testDatabase();
  pool = db.pool;
  await pool.query(`INSERT INTO feed (id, kind, name_vi, name_en) VALUES ('f', 'json', 'f', 'f')`);
  await pool.query(`INSERT INTO asset (key, kind, name_vi, name_en) VALUES ('a', 'gauge', 'a', 'a')`);
  await pool.query(
    `INSERT INTO series (asset_id, metric_id, feed_id, period_s) SELECT 1, 'm' || i, 'f', 60 FROM generate_series(1, 3) i`,
  );
});
afterAll(() => db?.drop());
beforeEach(reset);

async function reset(): Promise<void> {
  await pool.query("TRUNCATE reading, reading_correction, rollup_1m, rollup_1h, rollup_1d, rollup_dirty");
  await pool.query("UPDATE latest SET time = NULL, arrived = NULL, value = NULL, quality = NULL");
  const start = new Date(START);
  await pool.query("UPDATE rollup_state SET closed_until = $1, raw_from = '-infinity'", [start]);
  await pool.query(
    `UPDATE rollup_progress SET after_series = 0, step_until = NULL, until = CASE width WHEN '1m' THEN $1::timestamptz
       WHEN '1h' THEN date_trunc('hour', $1::timestamptz)
       ELSE date_trunc('day', $1::timestamptz, 'Asia/Ho_Chi_Minh') END`,
    [start],
  );
}

const sinkOf = () => openSink({ pool, flushMs: 1 });
const runJob = (now: number) => rollup.run({ pool, now: () => now, signal: new AbortController().signal });

function deliver(sink: Sink, readings: Reading[]): Promise<void> {
  return new Promise((done, fail) => {
    sink.add({
      feedId: "f",
      received: readings.length,
      readings,
      positions: [],
      records: [],
      errors: [],
      graded: 0,
      settle: (result) => (result === "committed" ? done() : fail(result)),
    });
  });
}

const reading = (seriesId: number, time: number, value: number): Reading => ({
  seriesId,
  time,
  value,
  quality: 0,
});

const RECOUNT = (bucket: string) =>
  `SELECT series_id, ${bucket} AS bucket, count(*)::int4, sum(value), min(value), max(value),
     first(value, time), last(value, time) FROM reading GROUP BY 1, 2`;
const BUCKET = {
  "1m": "date_trunc('minute', time)",
  "1h": "date_trunc('hour', time)",
  "1d": "date_trunc('day', time, 'Asia/Ho_Chi_Minh')",
};

/** Every rollup row of a closed bucket is its recount, and no closed bucket is missing. */
async function expectExactRollups(now: number): Promise<void> {
  expect(await dirtyCounts(pool)).toEqual({ "1m": 0, "1h": 0, "1d": 0 });
  const closed = new Date(now - MINUTE - 10_000);
  for (const [width, bucket] of Object.entries(BUCKET)) {
    const ends = width === "1d" ? "1 day" : width === "1h" ? "1 hour" : "1 minute";
    const { rows } = await pool.query(
      `SELECT * FROM (${RECOUNT(bucket)}) AS raw
       FULL JOIN rollup_${width} r USING (series_id, bucket, count, sum, min, max, first, last)
       WHERE (raw IS NULL OR r IS NULL) AND bucket + interval '${ends}' <= $1`,
      [closed],
    );
    expect(rows, width).toEqual([]);
  }
}

async function expectExactLatest(): Promise<void> {
  const { rows } = await pool.query(
    `SELECT l.series_id FROM latest l LEFT JOIN (
       SELECT series_id, max(time) AS time, last(value, time) AS value, last(quality, time) AS quality
       FROM reading GROUP BY 1) AS raw USING (series_id)
     WHERE (l.time, l.value, l.quality) IS DISTINCT FROM (raw.time, raw.value, raw.quality::int2)`,
  );
  expect(rows).toEqual([]);
}

/** What the reader says of a span is what the readings say, whatever is open or marked at this moment. */
async function expectExactReader(from: number, to: number): Promise<void> {
  for (const seriesId of SERIES)
    for (const points of [4, 12, 40, 5_000]) {
      const answer = await seriesPoints(pool, { seriesId, from, to, points });
      if (!answer) throw new Error("no such series");
      if (answer.source === "raw") continue;
      const { rows } = await pool.query(
        `SELECT date_part('epoch', time_bucket($4::interval, time, 'Asia/Ho_Chi_Minh')) * 1000 AS time, count(*)::int4,
           sum(value), min(value), max(value), first(value, time), last(value, time)
         FROM reading WHERE series_id = $1 AND time >= $2 AND time < $3 GROUP BY 1 ORDER BY 1`,
        [seriesId, new Date(answer.from), new Date(answer.to), `${answer.stepS} s`],
      );
      const { time, count, sum, min, max, first, last } = answer;
      const read = time.map((t, i) => ({
        time: t,
        count: count[i],
        sum: sum[i],
        min: min[i],
        max: max[i],
        first: first[i],
        last: last[i],
      }));
      expect(read, `${seriesId} by ${answer.stepS} s from ${answer.source}`).toEqual(rows);
    }
}

/** Times between three days before the start and five hours after it, crowded so that keys repeat. */
const anyReading = fc.record({
  seriesId: fc.constantFrom(...SERIES),
  time: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 90 }).map((n) => START + n * 20_000) },
    { weight: 2, arbitrary: fc.integer({ min: -40, max: 30 }).map((n) => START + n * 10 * MINUTE) },
    { weight: 1, arbitrary: fc.integer({ min: -432, max: 0 }).map((n) => START + n * 10 * MINUTE + 17) },
  ),
  value: fc.integer({ min: 0, max: 12 }).map((n) => n / 4),
  quality: fc.constant(0),
});
const anyStep = fc.record({
  /** Batches of the two writers, at the same time. */
  ours: fc.array(anyReading, { maxLength: 30 }),
  theirs: fc.array(anyReading, { maxLength: 30 }),
  job: fc.constantFrom("none", "beside", "after"),
  passes: fc.constantFrom(0, 10_000, 30_000, MINUTE, 7 * MINUTE, HOUR, 26 * HOUR),
});

describe("whatever comes late, twice, corrected, from two writers, beside the job", () => {
  test("rollups, latest and readers say what a recount says", { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 8 }), async (steps) => {
        await reset();
        const sinks = [sinkOf(), sinkOf()] as const;
        let now = START;
        for (const step of steps) {
          now += step.passes;
          const work: Promise<unknown>[] = [deliver(sinks[0], step.ours), deliver(sinks[1], step.theirs)];
          if (step.job === "beside") work.push(runJob(now));
          await Promise.all(work);
          if (step.job === "after") await runJob(now);
          await expectExactLatest();
          await expectExactReader(START - 3 * HOUR, START + 2 * HOUR);
        }
        await expectExactReader(START - 80 * HOUR, START + 6 * HOUR);
        now += 50 * HOUR;
        await runJob(now);
        await expectExactRollups(now);
        await Promise.all(sinks.map((s) => s.close()));
      }),
      { numRuns: 25 },
    );
  });
});

/** A transaction of a writer that has stored and marked, and has not committed. */
async function openWriter(readings: Reading[]) {
  const client = await pool.connect();
  await beginWrite(client, { writer: "test", number: 1 });
  const rows = columnsOf(readings);
  await insertReadings(client, { rows, newest: rows, late: true });
  return {
    async commit() {
      await client.query("COMMIT");
      client.release();
    },
  };
}

test("the job leaves alone what a writer is marking again", async () => {
  const sink = sinkOf();
  await deliver(sink, [reading(1, START - HOUR, 1)]);
  const writer = await openWriter([reading(1, START - HOUR + 1_000, 2)]);
  await runJob(START);
  await writer.commit();
  await runJob(START + 50 * HOUR);
  await expectExactRollups(START + 50 * HOUR);
  await sink.close();
});

test("a minute does not close under a writer that takes it for open", async () => {
  const writer = await openWriter([reading(1, START + 5_000, 2)]);
  const job = runJob(START + 50 * HOUR);
  await new Promise((done) => setTimeout(done, 100));
  await writer.commit();
  await job;
  await expectExactRollups(START + 50 * HOUR);
});

test("an acknowledged value that is corrected is kept, and the correction is marked", async () => {
  const sink = sinkOf();
  await deliver(sink, [reading(1, START, 5)]);
  await deliver(sink, [reading(1, START, 5), reading(1, START, 6), reading(1, START, 7)]);
  await sink.close();
  const { rows } = await pool.query("SELECT value, quality FROM reading");
  expect(rows).toEqual([{ value: 7, quality: Quality.corrected }]);
  const kept = await pool.query("SELECT value FROM reading_correction ORDER BY corrected_at, value");
  expect(kept.rows.map((r) => r.value)).toEqual([5, 6]);
});

test("after hours without the job, one run closes and aggregates them all", async () => {
  const sink = sinkOf();
  const readings = Array.from({ length: 2_000 }, (_, i) =>
    reading(SERIES[i % 3] as number, START + i * 11_000, i),
  );
  await deliver(sink, readings);
  await sink.close();
  const now = START + 12 * HOUR;
  await runJob(now);
  await expectExactRollups(now);
});

test("a step that was interrupted ends where it began, though more has closed since", async () => {
  const sink = sinkOf();
  await deliver(
    sink,
    SERIES.flatMap((id) => Array.from({ length: 20 }, (_, i) => reading(id, START + i * 30_000, i))),
  );
  // As if killed after series 1 and 2, when only five minutes were closed.
  await runJob(START);
  await pool.query(
    `UPDATE rollup_progress SET after_series = 2, step_until = until + interval '5 minutes' WHERE width = '1m'`,
  );
  await pool.query(
    `INSERT INTO rollup_1m SELECT * FROM (${RECOUNT(BUCKET["1m"])}) AS raw
     WHERE series_id < 3 AND bucket < $1`,
    [new Date(START + 5 * MINUTE)],
  );
  const now = START + 3 * HOUR;
  await runJob(now);
  await sink.close();
  await expectExactRollups(now);
});

test("a change of the province's zone cuts the days anew", async () => {
  const sink = sinkOf();
  await deliver(
    sink,
    Array.from({ length: 50 }, (_, i) => reading(1, START + i * HOUR, i)),
  );
  await sink.close();
  await runJob(START + 80 * HOUR);
  await pool.query(`INSERT INTO setting (key, value) VALUES ('province', '{"timezone": "Asia/Tokyo"}')`);
  await runJob(START + 80 * HOUR);
  const { rows } = await pool.query(
    "SELECT date_part('hour', bucket AT TIME ZONE 'Asia/Tokyo') AS h, count FROM rollup_1d",
  );
  expect(rows.every((r) => r.h === 0)).toBe(true);
  expect(rows.reduce((sum, r) => sum + r.count, 0)).toBe(50);
  await pool.query("DELETE FROM setting WHERE key = 'province'");
  await runJob(START + 80 * HOUR);
});

describe("directions", () => {
  const span = { seriesId: 3, from: START - 24 * HOUR, to: START + 24 * HOUR };
  const means = async (points: number) => {
    const answer = await seriesPoints(pool, { ...span, points });
    expect(answer).toMatchObject({ aggregate: "circular", periodS: 60 });
    return answer?.mean.map((mean) => (mean === null ? null : Math.round(mean))) ?? [];
  };

  beforeAll(async () => {
    await pool.query(
      `INSERT INTO metric (id, domain, unit, name_vi, name_en, period_s, decimals, aggregate)
       VALUES ('m3', 'weather', '°', 'Hướng', 'Direction', 60, 0, 'circular')`,
    );
  });
  beforeEach(async () => {
    const sink = sinkOf();
    const swing = Array.from({ length: 2_400 }, (_, i) => i);
    await deliver(
      sink,
      swing.flatMap((i) => [1, 3].map((id) => reading(id, START + i * 30_000, i % 2 ? 10 : 350))),
    );
    await sink.close();
  });

  test("of 350° and 10° have the mean north, from open minutes and from each rollup", async () => {
    const open = await means(5);
    await runJob(START + 50 * HOUR);
    for (const points of [5, 40, 600]) {
      const found = points === 5 ? [...open, ...(await means(points))] : await means(points);
      expect(found.length).toBeGreaterThan(1);
      expect([...new Set(found)]).toEqual([0]);
    }
  });

  test("of which some minutes were rolled up without sines have no mean there, rather than a wrong one", async () => {
    await runJob(START + 50 * HOUR);
    await pool.query("UPDATE rollup_1m SET sin = NULL, cos = NULL WHERE bucket < $1", [
      new Date(START + 2 * HOUR),
    ]);
    const found = await means(600);
    expect(found.slice(0, 10)).toEqual(Array(10).fill(null));
    expect(found.slice(-10)).toEqual(Array(10).fill(0));
  });

  test("cost other series nothing: their sines are not kept", async () => {
    await runJob(START + 50 * HOUR);
    const { rows } = await pool.query(
      "SELECT count(*)::int4 AS n FROM rollup_1m WHERE series_id = 1 AND sin IS NOT NULL",
    );
    expect(rows).toEqual([{ n: 0 }]);
  });
});
