import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bornOf } from "#deploy/local/supervise/lock.ts";
import { type OwnCluster, ownCluster } from "#deploy/local/testing/throwaway.ts";
import { editionOf, withClient } from "./databases.ts";
import { clearLeftover } from "./leftover.ts";

let cluster: OwnCluster;
beforeAll(async () => {
  cluster = await ownCluster();
});
afterAll(() => cluster?.remove());

const count = () =>
  withClient(
    cluster.url,
    async (client) => (await client.query("SELECT count(*)::int AS count FROM kept")).rows[0].count,
  );

test("what was committed is there after kill -9 and a new start", async () => {
  await withClient(cluster.url, (client) => client.query("CREATE TABLE kept (n integer)"));
  for (let round = 1; round <= 3; round++) {
    await withClient(cluster.url, (client) =>
      client.query("INSERT INTO kept SELECT generate_series(1, 1000)"),
    );
    await cluster.kill();
    await cluster.start();
    expect(await count()).toBe(round * 1_000);
  }
});

test("the server says which TimescaleDB it is", async () => {
  expect(await editionOf(cluster.url)).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    license: "apache",
    columnstore: false,
  });
});

test("commits wait for the disk, and days begin at midnight in Việt Nam", async () => {
  const { rows } = await withClient(cluster.url, (client) =>
    client.query(`SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
      current_setting('TimeZone') AS zone, date_trunc('day', timestamptz '2026-01-01 18:00Z', 'Asia/Ho_Chi_Minh') AS day`),
  );
  expect(rows[0]).toEqual({
    fsync: "on",
    commit: "on",
    zone: "Asia/Ho_Chi_Minh",
    day: new Date("2026-01-01T17:00:00Z"),
  });
});

test("the web account writes rows and changes no table", async () => {
  await withClient(cluster.url, (client) => client.query("CREATE SCHEMA s CREATE TABLE s.rows (n integer)"));
  const web = new URL(cluster.url);
  web.username = "haidang_web";
  web.password = cluster.passwords.haidang_web;
  await withClient(web.href, async (client) => {
    await client.query("INSERT INTO s.rows VALUES (1)");
    await expect(client.query("ALTER TABLE s.rows ADD m integer")).rejects.toThrow(/must be owner/);
    await expect(client.query("CREATE TABLE public.mine (n integer)")).rejects.toThrow(/permission denied/);
  });
});

test("accounts enter the databases that are theirs, and no other", async () => {
  const { rows } = await withClient(cluster.adminUrl, (client) =>
    client.query<{ may: string }>(
      `SELECT r.rolname || ' ' || d.datname AS may FROM pg_roles r, pg_database d
       WHERE r.rolname IN ('haidang', 'haidang_web', 'demo') AND d.datallowconn
         AND has_database_privilege(r.oid, d.oid, 'CONNECT') ORDER BY 1`,
    ),
  );
  expect(rows.map(({ may }) => may)).toEqual(["demo postgres", "haidang haidang", "haidang_web haidang"]);
});

test("the log has no values of slow statements, no passwords, and one reader", async () => {
  const secret = "nguoi.truc@example.vn";
  await withClient(cluster.url, (client) => client.query("SELECT pg_sleep(2.1), $1::text", [secret]));
  const log = await readFile(cluster.log, "utf8");
  expect(log).toContain("pg_sleep(2.1)");
  expect(log).not.toContain(secret);
  for (const password of Object.values(cluster.passwords)) expect(log).not.toContain(password);
  expect((await stat(cluster.log)).mode & 0o777).toBe(0o600);
});

test("a pid file whose number belongs to another process by now does not stop the server from starting", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hai-dang-leftover-"));
  await writeFile(join(folder, "postmaster.pid"), `${process.pid}\n${folder}\n`);
  await clearLeftover(folder);
  await expect(readFile(join(folder, "postmaster.pid"))).rejects.toThrow(/ENOENT/);
  expect(await bornOf(process.pid)).toBeDefined();
  await rm(folder, { recursive: true });
});

test("a server that outlived its supervisor is stopped before the next start", async () => {
  const pid = cluster.pid();
  await clearLeftover(cluster.folder);
  expect(await bornOf(pid)).toBeUndefined();
  await cluster.start();
  expect(await count()).toBe(3_000);
});
