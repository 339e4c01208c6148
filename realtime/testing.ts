import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { recordSignals } from "#lib/alert/record.ts";
import { publish } from "#lib/db/bus.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { frameBytes, positionColumns, readingColumns } from "#lib/reading/frame.ts";
import type { Position, Reading } from "#lib/reading/model.ts";
import { type Auth, makeAuth } from "#lib/user/auth.ts";
import type { Role } from "#lib/user/model.ts";
import { identify, KIOSK_COOKIE } from "#lib/user/session.ts";
import { createPerson } from "#lib/user/setup.ts";
import { insertKiosk } from "#lib/user/sql.ts";
import { newToken } from "#lib/user/token.ts";
import { type Realtime, type RealtimeOptions, startRealtime } from "./server.ts";

const PASSWORD = "mot-mat-khau-du-dai";

/** A realtime server over a database of its own, with real sessions. */
export type Bench = {
  db: TestDatabase;
  /** The web account, as realtime has it. */
  pool: Pool;
  auth: Auth;
  realtime: Realtime;
  address: string;
  metricsToken: string;
  close(): Promise<void>;
};

type BenchOptions = Partial<
  Pick<
    RealtimeOptions,
    "ingestUrl" | "pem" | "trusted" | "pages" | "files" | "slowest" | "publicUrl" | "trustProxy"
  >
>;

export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const db = await testDatabase();
  const pool = openPool(db.webUrl, 5);
  const secure = options.pem !== undefined;
  const auth = makeAuth({ databaseUrl: db.webUrl, secret: newToken().token, secure });
  const metricsToken = newToken().token;
  const realtime = await startRealtime({
    host: "127.0.0.1",
    port: 0,
    databaseUrl: db.webUrl,
    pool,
    identify: (headers) => identify(pool, auth, headers),
    metricsToken,
    ingestUrl: "http://127.0.0.1:1",
    build: () => "test-build",
    pages: () => undefined,
    files: tmpdir(),
    ...options,
    log: {
      warn: (detail, message) => process.env.TEST_LOG && console.warn(message, detail),
      error: (detail, message) => console.error(message, detail),
    },
  });
  return {
    db,
    pool,
    auth,
    realtime,
    address: `http://127.0.0.1:${realtime.port}`,
    metricsToken,
    async close() {
      await realtime.close();
      await (auth.options.database as { end(): Promise<void> }).end();
      await pool.end();
      await db.drop();
    },
  };
}

/** Makes a person of that role, and of that agency. @returns the cookie of a new session. */
export async function signedIn({ auth, db }: Bench, role: Role, agencyId?: string): Promise<string> {
  const email = `${role}-${Math.random().toString(36).slice(2)}@example.vn`;
  await createPerson(db.pool, { name: `Người ${role}`, email, password: PASSWORD }, role);
  if (agencyId !== undefined) {
    await db.pool.query(`UPDATE auth."user" SET "agencyId" = $2 WHERE email = $1`, [email, agencyId]);
  }
  const { headers } = await auth.api.signInEmail({
    body: { email, password: PASSWORD },
    returnHeaders: true,
  });
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

export async function screen({ db }: Bench): Promise<{ cookie: string; id: number }> {
  const { token, hash } = newToken();
  await db.pool.query(
    `INSERT INTO wall (id, name_vi, name_en, layout) VALUES ('overview', 'Toàn cảnh', 'Overview', '{}') ON CONFLICT DO NOTHING`,
  );
  const expiresAt = new Date(Date.now() + 3_600_000);
  const row = await insertKiosk(db.pool, {
    name: "Tường",
    wallId: "overview",
    hash,
    createdBy: "test",
    expiresAt,
  });
  return { cookie: `${KIOSK_COOKIE}=${token}`, id: row.id };
}

export type Place = { assetId: number; seriesIds: number[] };

/** One feed, and gauges that measure the metrics given. */
export async function places(db: Pool, keys: string[], metrics: string[], kind = "gauge"): Promise<Place[]> {
  await db.query(
    `INSERT INTO feed (id, kind, name_vi, name_en, period_s) VALUES ('thuy-van', 'json', 'Thủy văn', 'Rivers', 60)
     ON CONFLICT DO NOTHING`,
  );
  const { rows: assets } = await db.query<{ id: number }>(
    `INSERT INTO asset (key, kind, name_vi, name_en, lon, lat, feed_id)
     SELECT k, $2, k, k, 109.2, 13.8, 'thuy-van' FROM unnest($1::text[]) AS k RETURNING id`,
    [keys, kind],
  );
  const made: Place[] = [];
  for (const { id } of assets) {
    const { rows } = await db.query<{ id: number }>(
      `INSERT INTO series (asset_id, metric_id, feed_id, period_s)
       SELECT $1, m, 'thuy-van', 60 FROM unnest($2::text[]) AS m RETURNING id`,
      [id, metrics],
    );
    made.push({ assetId: id, seriesIds: rows.map((r) => r.id) });
  }
  await publish(db, "config", ["series"]);
  return made;
}

/** What the sink does for newest values: stores and tells in one transaction. */
export function store(db: Pool, readings: Reading[], { silently = false } = {}): Promise<void> {
  return tx(db, async (client) => {
    for (const r of readings) {
      await client.query(
        "UPDATE latest SET time = $2, arrived = now(), value = $3, quality = $4 WHERE series_id = $1",
        [r.seriesId, new Date(r.time), r.value, r.quality],
      );
    }
    if (!silently) await publish(client, "reading", [packedReadings(readings)]);
  });
}

export function packedReadings(readings: Reading[]): string {
  const rows = readingColumns(readings.length);
  readings.forEach((r, i) => {
    rows.ids[i] = r.seriesId;
    rows.time[i] = r.time;
    rows.value[i] = r.value;
    rows.quality[i] = r.quality;
  });
  return Buffer.from(frameBytes(rows)).toString("base64");
}

export async function move(db: Pool, positions: Position[]): Promise<void> {
  const rows = positionColumns(positions.length);
  positions.forEach((p, i) => {
    rows.ids[i] = p.assetId;
    rows.time[i] = p.time;
    rows.lon[i] = p.lon;
    rows.lat[i] = p.lat;
    rows.speed[i] = p.speed ?? Number.NaN;
    rows.course[i] = p.course ?? Number.NaN;
    rows.quality[i] = p.quality;
  });
  await tx(db, async (client) => {
    for (const p of positions) {
      const values = [p.assetId, new Date(p.time), p.lon, p.lat, p.speed, p.course, p.quality];
      await client.query(
        "INSERT INTO position (asset_id, time, lon, lat, speed, course, quality) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values,
      );
      await client.query(
        `INSERT INTO latest_position (asset_id, time, arrived, lon, lat, speed, course, quality)
         VALUES ($1, $2, now(), $3, $4, $5, $6, $7)
         ON CONFLICT (asset_id) DO UPDATE SET time = $2, lon = $3, lat = $4, speed = $5, course = $6, quality = $7`,
        values,
      );
    }
    await publish(client, "position", [Buffer.from(frameBytes(rows)).toString("base64")]);
  });
}

/** Asks until the answer is given; the last error tells why not. */
export async function eventually<T>(ask: () => T | undefined | false, ms = 5_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const found = ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${ask}`);
    await new Promise((done) => setTimeout(done, 10));
  }
}

/** Raises an alert at a new gauge as a rule would. @returns its id and seq. */
export async function raise(
  db: Pool,
  agencyId: string | null = null,
): Promise<{ alertId: number; seq: number }> {
  const at = Date.now();
  const [place] = (await places(db, [`tram-${randomUUID()}`], ["water_level"])) as [Place];
  await db.query(
    `INSERT INTO rule (id, kind, name_vi, name_en, params, target, priority, response)
     VALUES ('bao-dong', 'threshold', 'Vượt báo động', 'Above alarm', '{}', '{"metric":"water_level"}', 2, $1)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify({ cause: "mưa", consequence: "ngập", action: "báo", minutes: 15, owner: "trực ban" })],
  );
  const seriesId = place.seriesIds[0] as number;
  const origin = {
    ruleId: "bao-dong",
    object: `series:${seriesId}`,
    seriesId,
    assetId: place.assetId,
    feedId: null,
    simulated: false,
    latched: false,
    agencyId,
    causeGroup: null,
  };
  const verdict = { type: "raised", at, priority: 2, level: "bd2", value: 7, limit: 6, peak: 7 } as const;
  const ids = await tx(db, (client) =>
    recordSignals(client, [{ origin, actor: "rule:bao-dong", verdicts: [verdict] }]),
  );
  return { alertId: ids[0] as number, seq: 1 };
}
