import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { testAdminUrl } from "#lib/db/testing.ts";
import { TestClient } from "./client.testing.ts";
import { type Bench, eventually, openBench, type Place, places, raise, signedIn, store } from "./testing.ts";

const TOPIC = "readings:water_level" as const;
let bench: Bench;
let admin: pg.Client;
let cookie: string;
let place: Place;
let clients: TestClient[] = [];

beforeAll(async () => {
  bench = await openBench();
  admin = new pg.Client({ connectionString: testAdminUrl() });
  await admin.connect();
  cookie = await signedIn(bench, "duty");
  [place] = (await places(bench.db.pool, ["an-hoa"], ["water_level"])) as [Place];
});
afterEach(() => {
  for (const client of clients) client.close();
  clients = [];
});
afterAll(async () => {
  await admin.end();
  await bench.close();
});

async function watching(): Promise<TestClient> {
  const client = new TestClient(bench.address, cookie);
  clients.push(client);
  await client.watch(TOPIC, "scenario");
  await eventually(() => client.of(TOPIC).length > 0);
  return client;
}

const say = (time: number, value: number, silently = false) =>
  store(bench.db.pool, [{ seriesId: place.seriesIds[0] as number, time, value, quality: 0 }], { silently });

describe("the state", () => {
  it("repairs itself after the listener's connection was cut, and sends everything again", async () => {
    const client = await watching();
    await say(1_000, 1);
    await eventually(() => client.values(TOPIC).get(place.seriesIds[0] as number) === 1);
    const loads = bench.realtime.state.counts.loads;
    // Not told: as if it was published while nobody listened.
    await say(2_000, 2, true);
    await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND query LIKE 'LISTEN%'",
      [bench.db.name],
    );
    await eventually(() => bench.realtime.state.counts.loads > loads);
    await eventually(() => client.values(TOPIC).get(place.seriesIds[0] as number) === 2);
    await eventually(() => client.of(TOPIC).at(-1)?.meta.full);
    await eventually(() => client.of("scenario").length > 1);
    expect(bench.realtime.state.picture).toBe("live");
  });

  it("takes what the database says for a value that was corrected while nobody listened", async () => {
    const client = await watching();
    const id = place.seriesIds[0] as number;
    await say(10_000, 10);
    await eventually(() => client.values(TOPIC).get(id) === 10);
    await say(10_000, 11, true);
    await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND query LIKE 'LISTEN%'",
      [bench.db.name],
    );
    await eventually(() => client.values(TOPIC).get(id) === 11);
  });

  it("closes on screens what was closed while nobody listened", async () => {
    const [open, over] = [await raise(bench.db.pool), await raise(bench.db.pool)];
    const client = new TestClient(bench.address, cookie);
    clients.push(client);
    await client.watch("alerts");
    await eventually(() => client.alerts().has(over.alertId));
    await bench.db.pool.query(
      "UPDATE alert SET closed_at = now(), response = 'done', process = 'returned' WHERE id = $1",
      [over.alertId],
    );
    await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND query LIKE 'LISTEN%'",
      [bench.db.name],
    );
    await eventually(() => client.of("alerts").at(-1)?.meta.full && !client.alerts().has(over.alertId));
    expect(client.alerts().has(open.alertId)).toBe(true);
  });

  it("reads all alerts after a notice that names none", async () => {
    const client = new TestClient(bench.address, cookie);
    clients.push(client);
    await client.watch("alerts");
    const { alertId } = await raise(bench.db.pool);
    await eventually(() => client.alerts().has(alertId));
    await bench.db.pool.query("UPDATE alert SET priority = 1, seq = seq + 1 WHERE id = $1", [alertId]);
    await bench.db.pool.query("SELECT pg_notify('alert', 'broken')");
    await eventually(() => client.alerts().get(alertId)?.priority === 1);
  });

  it("says that the picture is not live while the database is away, keeps the clients, and comes back", async () => {
    const client = await watching();
    const id = place.seriesIds[0] as number;
    await admin.query(`ALTER DATABASE ${bench.db.name} WITH ALLOW_CONNECTIONS false`);
    await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [
      bench.db.name,
    ]);
    await eventually(() => client.statuses.at(-1)?.picture === "lost");
    await new Promise((done) => setTimeout(done, 6_000));
    expect(client.socket.connected).toBe(true);
    expect(client.byes).toEqual([]);
    expect(await client.watch(TOPIC)).toEqual({ ok: false, reason: "unavailable" });

    await admin.query(`ALTER DATABASE ${bench.db.name} WITH ALLOW_CONNECTIONS true`);
    await say(20_000, 20, true);
    await eventually(() => client.statuses.at(-1)?.picture === "live", 10_000);
    await eventually(() => client.values(TOPIC).get(id) === 20);
  }, 30_000);
});
