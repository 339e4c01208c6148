import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type TestDatabase, testAdminUrl, testDatabase } from "#lib/db/testing.ts";
import { server } from "#lib/user/server.ts";
import { newToken } from "#lib/user/token.ts";
import { GET } from "./route.ts";

let db: TestDatabase;
let ingest: Server;
let status: number;
let silent: boolean;

beforeAll(async () => {
  db = await testDatabase();
  await db.pool.query(
    "INSERT INTO ingest_process (member, name, beat_at) VALUES (1, 'one', now() + interval '1 h')",
  );
  ingest = createServer((_, response) => {
    if (!silent) response.writeHead(status).end("{}");
  });
  await new Promise<void>((done) => ingest.listen(0, "127.0.0.1", done));
  const INGEST_PORT = `${(ingest.address() as AddressInfo).port}`;
  Object.assign(process.env, { DATABASE_URL: db.webUrl, AUTH_SECRET: newToken().token, INGEST_PORT });
});
beforeEach(() => {
  status = 200;
  silent = false;
});
afterAll(async () => {
  ingest.closeAllConnections();
  ingest.close();
  await server()
    .pool.end()
    .catch(() => {});
  await db.drop();
});

async function health() {
  const response = await GET();
  return { status: response.status, retry: response.headers.get("retry-after"), body: await response.json() };
}

it("is ready while ingest can store and the database answers, and says nothing more", async () => {
  expect(await health()).toEqual({ status: 200, retry: null, body: { status: "ok" } });
});

it("is not ready when ingest says that it cannot store", async () => {
  status = 503;
  expect(await health()).toEqual({ status: 503, retry: "5", body: { status: "unavailable" } });
});

it("is not ready while any process that holds feeds stands still, or stores nothing", async () => {
  await db.pool.query(
    "INSERT INTO ingest_process (member, name, beat_at) VALUES (2, 'two', now() - interval '5 s')",
  );
  expect((await health()).status).toBe(503);
  await db.pool.query(
    "UPDATE ingest_process SET beat_at = now() + interval '1 h', deaf_reason = 'not_stored' WHERE member = 2",
  );
  expect((await health()).status).toBe(503);
  await db.pool.query("DELETE FROM ingest_process WHERE member = 2");
  expect((await health()).status).toBe(200);
});

it("is not ready when ingest does not answer in time", async () => {
  silent = true;
  const start = Date.now();
  expect((await health()).status).toBe(503);
  expect(Date.now() - start).toBeLessThan(4_000);
});

it("is not ready when the database is away, and again when it is back", async () => {
  const admin = new pg.Client({ connectionString: testAdminUrl() });
  await admin.connect();
  await admin.query(`ALTER DATABASE ${db.name} WITH ALLOW_CONNECTIONS false`);
  await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [db.name]);
  expect((await health()).status).toBe(503);
  await admin.query(`ALTER DATABASE ${db.name} WITH ALLOW_CONNECTIONS true`);
  expect((await health()).status).toBe(200);
  await admin.end();
});
