import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import type { SeriesPoints } from "#lib/reading/points.ts";
import { ROLES } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";
import { KIOSK_COOKIE } from "#lib/user/session.ts";
import { createPerson } from "#lib/user/setup.ts";
import { insertKiosk } from "#lib/user/sql.ts";
import { newToken } from "#lib/user/token.ts";
import { GET } from "./route.ts";

const PASSWORD = "mot-mat-khau-du-dai";
const MINUTE_MS = 60_000;
/** Minutes that no job has closed yet: what is written here by hand is read as if the sink had written it. */
const from = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS;
let db: TestDatabase;
let seriesId: number;

beforeAll(async () => {
  db = await testDatabase();
  Object.assign(process.env, { DATABASE_URL: db.webUrl, AUTH_SECRET: newToken().token });
  await db.pool.query("INSERT INTO feed (id, kind, name_vi, name_en) VALUES ('f', 'json', 'F', 'F')");
  const { rows } = await db.pool.query<{ id: number }>(
    `WITH a AS (INSERT INTO asset (key, kind, name_vi, name_en) VALUES ('a', 'gauge', 'A', 'A') RETURNING id)
     INSERT INTO series (asset_id, metric_id, feed_id, period_s) SELECT id, 'water_level', 'f', 60 FROM a RETURNING id`,
  );
  seriesId = rows[0]?.id as number;
  await db.pool.query(
    "INSERT INTO reading (series_id, time, value) SELECT $1, $2::timestamptz + i * INTERVAL '1 minute', i FROM generate_series(0, 59) i",
    [seriesId, new Date(from)],
  );
});
afterAll(async () => {
  const { pool, auth } = server();
  await pool.end();
  await (auth.options.database as { end(): Promise<void> }).end();
  await db.drop();
});

const ask = (cookie: string | undefined, query = "", id = `${seriesId}`) =>
  GET(new Request(`http://x/api/series/${id}?${query}`, { headers: cookie ? { cookie } : {} }), {
    params: Promise.resolve({ id }),
  });

async function cookieOf(role: (typeof ROLES)[number]): Promise<string> {
  const email = `${role}-${Math.random()}@example.vn`;
  const { auth } = server();
  await createPerson(db.pool, { name: role, email, password: PASSWORD }, role);
  const { headers } = await auth.api.signInEmail({
    body: { email, password: PASSWORD },
    returnHeaders: true,
  });
  return headers
    .getSetCookie()
    .map((c) => c.split(";")[0])
    .join("; ");
}

describe("GET /api/series/:id", () => {
  it("gives the readings of the span, in columns", async () => {
    const response = await ask(
      await cookieOf("duty"),
      `from=${from}&to=${new Date(from + 10 * MINUTE_MS).toISOString()}&points=100`,
    );
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const points = (await response.json()) as SeriesPoints;
    expect(points).toMatchObject({ seriesId, source: "raw", stepS: 0 });
    expect(points.time).toEqual(Array.from({ length: 10 }, (_, i) => from + i * MINUTE_MS));
    expect(points.mean).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("gives fewer points than there are readings when fewer are asked", async () => {
    const response = await ask(await cookieOf("duty"), `from=${from}&to=${from + 60 * MINUTE_MS}&points=8`);
    const points = (await response.json()) as SeriesPoints;
    expect(points.source).not.toBe("raw");
    expect(points.time.length).toBeLessThanOrEqual(8);
    expect(points.count.reduce((sum, n) => sum + n, 0)).toBe(60);
  });

  it("says what is wrong with what was asked, and what is not there", async () => {
    const cookie = await cookieOf("duty");
    const wrong = await ask(cookie, "from=yesterday");
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      { ok: false, reason: "invalid_request", detail: expect.stringMatching(/^from: expected/) },
    ]);
    expect((await ask(cookie, "", "999999")).status).toBe(404);
  });

  it.each(["unconfirmed", "testing"])("shows a device that is %s to whoever reviews it", async (status) => {
    await db.pool.query("UPDATE asset SET status = $1", [status]);
    expect((await ask(await cookieOf("lead"))).status).toBe(200);
    expect((await ask(await cookieOf("duty"))).status).toBe(404);
    await db.pool.query("UPDATE asset SET status = 'confirmed'");
  });

  it("is for everybody who is signed in, and for screens; not for strangers", async () => {
    for (const role of ROLES) expect((await ask(await cookieOf(role))).status).toBe(200);
    const { token, hash } = newToken();
    await db.pool.query(
      "INSERT INTO wall (id, name_vi, name_en, layout) VALUES ('overview', 'T', 'O', '{}')",
    );
    const screen = {
      name: "T",
      wallId: "overview",
      hash,
      createdBy: "t",
      expiresAt: new Date(Date.now() + 1e6),
    };
    await insertKiosk(db.pool, screen);
    expect((await ask(`${KIOSK_COOKIE}=${token}`)).status).toBe(200);
    expect((await ask(undefined)).status).toBe(401);
    expect((await ask(`${KIOSK_COOKIE}=${newToken().token}`)).status).toBe(401);
  });
});
