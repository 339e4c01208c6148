import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type TestDatabase, testAdminUrl, testDatabase } from "#lib/db/testing.ts";
import { feedRows } from "#lib/feed/sql.ts";
import { addFeed, addSeries, eventually, type IngestProcess, startIngest } from "../testing.ts";

// Beside the rest of the suite, on two cores, processes take their time to start.
vi.setConfig({ testTimeout: 60_000 });

let db: TestDatabase;
let source: TestDatabase;
let reader: string;
let ingest: IngestProcess | undefined;
const role = `reader_${process.pid}`;

const record = {
  type: "one_stop",
  key: "ma",
  state: { path: "trang_thai", names: { "Đang xử lý": "open", "Đã trả": "done" } },
  severity: "muc",
  changedAt: "cap_nhat",
  openedAt: "nop",
  attributes: { field: "linh_vuc" },
};

beforeAll(async () => {
  [db, source] = await Promise.all([testDatabase(), testDatabase()]);
  await source.pool.query(`
    CREATE TABLE ho_so (ma text PRIMARY KEY, trang_thai text, muc int, linh_vuc text, nguoi text,
      nop timestamptz NOT NULL, cap_nhat timestamptz NOT NULL);
    CREATE TABLE do_mua (so bigint PRIMARY KEY, tram text, mm numeric, luc timestamp NOT NULL);
    CREATE FUNCTION bao() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NOTIFY ho_so; RETURN NULL; END $$;
    CREATE FUNCTION xoa() RETURNS SETOF ho_so LANGUAGE sql AS 'DELETE FROM ho_so RETURNING *';
    CREATE TRIGGER bao AFTER INSERT OR UPDATE ON ho_so FOR EACH STATEMENT EXECUTE FUNCTION bao()`);
  const admin = new pg.Client({ connectionString: testAdminUrl() });
  await admin.connect();
  await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'reader'`);
  await admin.query(`GRANT CONNECT ON DATABASE ${source.name} TO ${role}`);
  await admin.end();
  await source.pool.query(
    `GRANT USAGE ON SCHEMA public TO ${role}; GRANT SELECT ON ho_so, do_mua TO ${role}`,
  );
  const url = new URL(source.url);
  url.username = role;
  url.password = "reader";
  reader = url.href;
});
afterEach(async () => {
  await ingest?.kill();
  ingest = undefined;
});
afterAll(async () => {
  await Promise.all([db?.drop(), source?.drop()]);
  const admin = new pg.Client({ connectionString: testAdminUrl() });
  await admin.connect();
  await admin.query(`DROP ROLE IF EXISTS ${role}`);
  await admin.end();
});

const start = async (url = reader) => {
  ingest = await startIngest({ DATABASE_URL: db.url, SOURCE_TEST_URL: url });
};
const addRecords = (id: string, config: object = {}) =>
  addFeed(db.pool, {
    id,
    kind: "sql",
    config: {
      secret: "SOURCE_TEST_URL",
      query: "SELECT * FROM ho_so",
      watermark: { column: "cap_nhat", key: "ma" },
      pollS: 1,
      mapping: { record },
      ...config,
    },
  });
const file = (ma: string, at: string, more: { muc?: number; trang_thai?: string } = {}) =>
  source.pool.query(
    `INSERT INTO ho_so VALUES ($1, $2, $3, 'Đất đai', 'Nguyễn Văn A', $4, $4)
     ON CONFLICT (ma) DO UPDATE SET trang_thai = excluded.trang_thai, cap_nhat = excluded.cap_nhat`,
    [ma, more.trang_thai ?? "Đang xử lý", more.muc ?? null, at],
  );
const keys = async (feed: string) =>
  (
    await db.pool.query<{ key: string }>("SELECT key FROM record WHERE feed_id = $1 ORDER BY key", [feed])
  ).rows.map((r) => r.key);
const status = async (id: string) => (await feedRows(db.pool)).find((r) => r.feedId === id);
const off = (id: string) => db.pool.query("UPDATE feed SET enabled = false WHERE id = $1", [id]);

test("rows become records; rows of one instant are all read, page by page", async () => {
  await source.pool.query("TRUNCATE ho_so");
  for (let i = 0; i < 25; i++) await file(`same-${`${i}`.padStart(2, "0")}`, "2026-01-05T01:00:00.123456Z");
  await addRecords("page", { pageRows: 4 });
  await start();
  await eventually(async () => (await keys("page")).length === 25);
  await file("same-99", "2026-01-05T01:00:00.123456Z");
  await file("same-03", "2026-01-05T02:00:00Z", { trang_thai: "Đã trả" });
  const { rows } = await eventually(async () => {
    const found = await db.pool.query("SELECT * FROM record WHERE feed_id = 'page' AND state = 'done'");
    return found.rows.length === 1 && found;
  });
  expect(rows[0]).toMatchObject({
    key: "same-03",
    severity: 0,
    attributes: { field: "Đất đai" },
    title: null,
  });
  expect(await keys("page")).toContain("same-99");
  await off("page");
});

test("a transaction that commits behind the watermark is still read", async () => {
  await source.pool.query("TRUNCATE ho_so");
  await addRecords("late", { watermark: { column: "cap_nhat", key: "ma", overlap: 60 } });
  const slow = await source.pool.connect();
  await slow.query("BEGIN");
  await slow.query("INSERT INTO ho_so VALUES ('slow', 'Đang xử lý', 1, 'x', 'y', now(), now())");
  await file("fast", new Date().toISOString());
  await start();
  await eventually(async () => (await keys("late")).includes("fast"));
  await slow.query("COMMIT");
  slow.release();
  await eventually(async () => (await keys("late")).includes("slow"));
  await off("late");
});

test("a row dated in the far future is refused by name, with its key alone, and holds nothing up", async () => {
  await source.pool.query("TRUNCATE ho_so");
  await addRecords("ahead");
  await file("wrong", "2099-01-01T00:00:00Z");
  await file("first", new Date(Date.now() - 60_000).toISOString());
  await start();
  await eventually(async () => (await keys("ahead")).includes("first"));
  await file("second", new Date().toISOString());
  await eventually(async () => (await keys("ahead")).includes("second"));
  expect(await keys("ahead")).not.toContain("wrong");
  const { rows } = await db.pool.query(
    "SELECT reason, convert_from(payload, 'UTF8') AS row FROM feed_error WHERE feed_id = 'ahead'",
  );
  expect(rows).toHaveLength(1);
  expect(rows[0].reason).toBe("clock_ahead");
  expect(rows[0].row).toContain("wrong");
  expect(rows[0].row).not.toContain("Nguyễn Văn A");
  await off("ahead");
});

test("a notice of the source wakes the feed at once", async () => {
  await source.pool.query("TRUNCATE ho_so");
  await addRecords("woken", { pollS: 600, listen: "ho_so" });
  await start();
  await eventually(async () => (await status("woken"))?.state === "live");
  const before = Date.now();
  await file("now", new Date().toISOString());
  await eventually(async () => (await keys("woken")).includes("now"));
  expect(Date.now() - before).toBeLessThan(2_000);
  await off("woken");
});

test("killed and started again, it goes on where it was and changes nothing twice", async () => {
  await source.pool.query("TRUNCATE ho_so");
  await source.pool.query(
    `INSERT INTO ho_so SELECT 'k' || i, 'Đang xử lý', i % 5, 'x', 'y', t, t
     FROM generate_series(1, 3000) AS i, LATERAL (SELECT timestamptz '2026-01-05' + i * interval '1 minute' AS t) AS at`,
  );
  await addRecords("again", { pageRows: 100 });
  await start();
  await eventually(async () => (await keys("again")).length > 200);
  await ingest?.kill();
  await start();
  await eventually(async () => (await keys("again")).length === 3_000);
  await ingest?.kill();
  const before = (await status("again"))?.stored;
  await start();
  await file("new", new Date().toISOString());
  await eventually(async () => (await keys("again")).length === 3_001);
  const row = await status("again");
  expect(row?.stored).toBe((before ?? 0) + 1);
  const { rows } = await db.pool.query("SELECT count(*) AS n FROM record_version WHERE feed_id = 'again'");
  expect(rows[0].n).toBe(3_001);
  await off("again");
});

test("rows become readings; a wrong one is named, with its key alone", async () => {
  await addSeriesFeed();
  await source.pool.query(
    `INSERT INTO do_mua VALUES (1, 'm-0', 12.4, '2026-11-20 07:00'), (2, 'm-0', NULL, '2026-11-20 08:00'),
      (3, 'nobody', 1, '2026-11-20 08:00'), (4, 'm-1', -9999, '2026-11-20 08:00'), (5, 'm-1', 3, '2026-11-20 09:00'),
      (6, 'm-0', 12.345, '2026-11-20 10:00')`,
  );
  await start();
  const { rows } = await eventually(async () => {
    const found = await db.pool.query("SELECT time, value FROM reading ORDER BY time");
    return found.rows.length === 3 && found;
  });
  expect(rows).toEqual([
    { time: new Date("2026-11-20T00:00:00Z"), value: 12.4 },
    { time: new Date("2026-11-20T02:00:00Z"), value: 3 },
    // A numeric comes with a point and is no text to be doubted.
    { time: new Date("2026-11-20T03:00:00Z"), value: 12.345 },
  ]);
  const errors = await db.pool.query(
    "SELECT reason, convert_from(payload, 'UTF8')::jsonb AS row FROM feed_error WHERE feed_id = 'rain' ORDER BY reason",
  );
  expect(errors.rows.map((r) => [r.reason, r.row.so])).toEqual([
    ["missing_value", 2],
    ["sentinel", 4],
    ["unknown_asset", 3],
  ]);
  await off("rain");
});

async function addSeriesFeed() {
  await addFeed(db.pool, {
    id: "rain",
    kind: "sql",
    config: {
      secret: "SOURCE_TEST_URL",
      query: "SELECT so, tram, mm, luc FROM do_mua",
      watermark: { column: "so", kind: "number", key: "so" },
      pollS: 1,
      mapping: {
        asset: "tram",
        time: { path: "luc", zone: "Asia/Ho_Chi_Minh" },
        readings: [{ metric: "rain_1h", value: "mm" }],
      },
    },
  });
  await addSeries(db.pool, { feed: "rain", prefix: "m-", count: 2, metric: "rain_1h" });
}

test("a source that is away is shown, waited for, and read when it is back", async () => {
  await source.pool.query("TRUNCATE ho_so");
  await addRecords("away");
  await start();
  await eventually(async () => (await status("away"))?.state === "live");
  const admin = new pg.Client({ connectionString: testAdminUrl() });
  await admin.connect();
  await admin.query(`ALTER ROLE ${role} NOLOGIN`);
  await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${role}'`);
  await eventually(async () => (await status("away"))?.state === "retrying");
  await file("meanwhile", new Date().toISOString());
  await admin.query(`ALTER ROLE ${role} LOGIN`);
  await admin.end();
  await eventually(async () => (await keys("away")).includes("meanwhile"), 20_000);
  await off("away");
});

test("nothing can be written to a source, and only names made for sources are looked up", async () => {
  await addRecords("write", { query: "SELECT * FROM xoa()" });
  await addRecords("steal", { secret: "DATABASE_URL" });
  await addRecords("unset", { secret: "SOURCE_OTHER_URL" });
  await source.pool.query("INSERT INTO ho_so VALUES ('kept', 'Đang xử lý', 1, 'x', 'y', now(), now())");
  // Even an account that could write reads only.
  await start(source.url);
  await eventually(async () => (await status("write"))?.state === "retrying");
  expect((await status("write"))?.detail).toMatch(/DELETE in a read-only transaction/);
  expect(await status("steal")).toMatchObject({ state: "failed", detail: expect.stringMatching(/secret/) });
  expect(await status("unset")).toMatchObject({
    state: "failed",
    detail: expect.stringMatching(/SOURCE_OTHER_URL/),
  });
  expect((await source.pool.query("SELECT FROM ho_so WHERE ma = 'kept'")).rowCount).toBe(1);
});
