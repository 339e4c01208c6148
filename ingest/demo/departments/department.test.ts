import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DAY, HOUR, localHour, MINUTE } from "#ingest/demo/physics/calendar.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { testAdminUrl } from "#lib/db/testing.ts";
import { accountOf, ownerUrl, readerUrl } from "./account.ts";
import { arrivals } from "./arrivals.ts";
import { prepareDepartment } from "./database.ts";
import type { Department } from "./department.ts";
import * as registry from "./index.ts";
import { officeOf } from "./office.ts";
import { dueAfter, isWorkday, whenOpen } from "./working-time.ts";

const departments: readonly Department[] = Object.values(registry);
const NOW = Date.parse("2026-11-20T10:00:00+07:00");
const PREFIX = `demo_${process.pid}`;

describe("working time", () => {
  test("a due date counts working days only", () => {
    // Friday + 1 = Monday.
    expect(dueAfter(NOW, 1)).toBe(Date.parse("2026-11-23T17:00:00+07:00"));
    expect(dueAfter(NOW, 5)).toBe(Date.parse("2026-11-27T17:00:00+07:00"));
  });

  test("what falls on a night or a weekend waits for the office", () => {
    const saturday = Date.parse("2026-11-21T09:00:00+07:00");
    for (const time of [saturday, NOW + 10 * HOUR, NOW]) {
      const open = whenOpen(time);
      expect(open).toBeGreaterThanOrEqual(time);
      expect(isWorkday(open)).toBe(true);
      expect(localHour(open)).toBeLessThan(17.01);
    }
    expect(whenOpen(NOW)).toBe(NOW);
  });
});

describe.each(departments.map((each) => [each.id, each] as const))("%s", (_, department) => {
  const month = [...arrivals(department, { from: NOW - 30 * DAY, to: NOW }, 0)];

  test("a life goes forward in time from its arrival and ends closed", () => {
    for (const arrival of month) {
      const life = department.life(arrival);
      expect(life[0]?.at).toBe(arrival.at);
      expect(life.at(-1)?.closes).toBe(true);
      life.forEach((step, i) => {
        expect(Number.isFinite(step.at)).toBe(true);
        if (i > 0) expect(step.at).toBeGreaterThanOrEqual(life[i - 1]?.at ?? 0);
      });
      expect((life.at(-1)?.at ?? 0) - arrival.at).toBeLessThan(40 * DAY);
    }
  });

  test("the same span brings the same arrivals with keys of their own, a storm brings more reports", () => {
    const again = [...arrivals(department, { from: NOW - 30 * DAY, to: NOW }, 0)];
    expect(again.map((each) => each.key)).toEqual(month.map((each) => each.key));
    expect(new Set(month.map((each) => each.key)).size).toBe(month.length);
    expect(month.length).toBeGreaterThan(500);
    expect(month.length).toBeLessThan(20_000);
    const stormy = [...arrivals(department, { from: NOW - DAY, to: NOW }, 1)].length;
    const calm = [...arrivals(department, { from: NOW - DAY, to: NOW }, 0)].length;
    if (department.id === "1022") expect(stormy).toBeGreaterThan(5 * calm);
    else expect(stormy).toBe(calm);
  });
});

test("some 95 % of the dossiers are on time", () => {
  const month = [...arrivals(registry.oneStop, { from: NOW - 60 * DAY, to: NOW - 30 * DAY }, 0)];
  const onTime = month.filter((arrival) => {
    const due = registry.oneStop.row(arrival, 0).hen_tra;
    return (registry.oneStop.life(arrival).at(-1)?.at ?? 0) <= Number(due);
  });
  expect(onTime.length / month.length).toBeGreaterThan(0.92);
  expect(onTime.length / month.length).toBeLessThan(0.98);
});

describe.each(departments.map((each) => [each.id, each] as const))("the database of %s", (_, department) => {
  let owner: string;
  let pool: Pool;
  let reader: pg.Client;
  const account = () => accountOf(owner, department, PREFIX);

  beforeAll(async () => {
    const admin = new URL(testAdminUrl());
    const setUp = new pg.Client({ connectionString: admin.href });
    await setUp.connect();
    const role = `${PREFIX}_owner_${department.id}`;
    await setUp.query(`CREATE ROLE "${role}" LOGIN CREATEDB CREATEROLE PASSWORD 'owner-for-this-test'`);
    await setUp.end();
    admin.username = role;
    admin.password = "owner-for-this-test";
    owner = admin.href;
    await prepareDepartment(owner, department, account());
    pool = openPool(ownerUrl(owner, account()), 2);
    reader = new pg.Client({ connectionString: readerUrl(owner, account()) });
    await reader.connect();
  });
  afterAll(async () => {
    await reader?.end();
    await pool?.end();
    const admin = new pg.Client({ connectionString: testAdminUrl() });
    await admin.connect();
    await admin.query(`DROP DATABASE IF EXISTS "${account().database}" WITH (FORCE)`);
    await admin.query(`DROP ROLE IF EXISTS "${account().reader}"`);
    await admin.query(`DROP ROLE IF EXISTS "${PREFIX}_owner_${department.id}"`);
    await admin.end();
  });

  const states = async () =>
    (await reader.query(`SELECT ma, trang_thai, ket_thuc, thay_doi FROM ${department.table} ORDER BY ma`))
      .rows;

  test("can be prepared again", async () => {
    await prepareDepartment(owner, department, account());
  });

  test("fills a month at once, then goes on, tells every change and gives numbers that only grow", async () => {
    const heard: string[] = [];
    reader.on("notification", (notice) => heard.push(notice.channel));
    await reader.query(`LISTEN ${department.channel}`);
    const office = officeOf(department, pool);
    const first = await office.work(NOW, 0);
    expect(first.taken).toBeGreaterThan(500);
    const before = await states();
    const highest = Math.max(...before.map((row) => Number(row.thay_doi)));
    for (let minute = 1; minute <= 180; minute += 20) await office.work(NOW + minute * MINUTE, 0);
    const after = await states();
    expect(after.length).toBeGreaterThan(before.length);
    const changed = after.filter((row) => Number(row.thay_doi) > highest);
    expect(changed.length).toBeGreaterThan(after.length - before.length);
    expect(heard.length).toBeGreaterThan(0);
    expect(new Set(heard)).toEqual(new Set([department.channel]));
  });

  test("a restart takes nothing in twice and misses nothing", async () => {
    const later = NOW + 200 * MINUTE;
    await officeOf(department, pool).work(later, 0);
    const rows = await states();
    const expected = [...arrivals(department, { from: NOW - 30 * DAY, to: later }, 0)].filter(
      (arrival) => arrival.at > NOW - 30 * DAY && arrival.at <= later,
    );
    expect(rows.map((row) => row.ma)).toEqual(expected.map((arrival) => arrival.key).sort());
    expect(await officeOf(department, pool).work(later, 0)).toEqual({ taken: 0, moved: 0 });
  });

  test("the reader reads and can write nothing", async () => {
    expect((await states()).length).toBeGreaterThan(0);
    await expect(reader.query(`UPDATE ${department.table} SET trang_thai = 'x'`)).rejects.toThrow();
    await reader.query("SET default_transaction_read_only = off");
    await expect(reader.query(`DELETE FROM ${department.table}`)).rejects.toThrow(/permission denied/);
    await expect(reader.query("CREATE TABLE mine (x int)")).rejects.toThrow(/permission denied/);
  });

  test("the centre's own accounts cannot enter, nor the readers of other departments", async () => {
    const { rows } = await reader.query<{ who: string }>(
      `SELECT rolname AS who FROM pg_roles WHERE has_database_privilege(oid, current_database(), 'CONNECT')
         AND (rolname = 'haidang_web' OR rolname LIKE $1 || '%reader')`,
      [PREFIX],
    );
    expect(rows).toEqual([{ who: account().reader }]);
  });
});
