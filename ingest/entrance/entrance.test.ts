import { setTimeout as sleep } from "node:timers/promises";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { deviceAccount } from "#lib/device/model.ts";
import { hashSecret } from "#lib/device/secret.ts";
import { orderCommand } from "#lib/device/sql/command.ts";
import { deviceSessions } from "#lib/device/sql/session.ts";
import { removeDeviceAccounts, saveDeviceAccounts } from "#lib/device/sql.ts";
import { feedById, saveFeed } from "#lib/feed/sql.ts";
import {
  addDevice,
  addFeed,
  addSeries,
  deviceUrl,
  eventually,
  type IngestProcess,
  startIngest,
} from "../testing.ts";

// Beside the rest of the suite, on two cores, processes take their time to start.
vi.setConfig({ testTimeout: 60_000 });

let db: TestDatabase;
let ingest: IngestProcess;
const clients: MqttClient[] = [];

beforeAll(async () => {
  db = await testDatabase();
  for (const id of ["river", "rain"]) {
    await addFeed(db.pool, { id });
    await addSeries(db.pool, { feed: id, prefix: `${id}-`, count: 10, metric: "water_level" });
  }
  await addDevice(db.pool, "one", ["river", "rain", "nobody"]);
  await addDevice(db.pool, "two", ["rain"]);
  ingest = await startIngest({ DATABASE_URL: db.url });
  await eventually(async () => (await live("river")) && (await live("rain")));
}, 90_000);
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
});
afterAll(async () => {
  await ingest?.kill();
  await db?.drop();
});

async function live(id: string): Promise<boolean> {
  const { rows } = await db.pool.query("SELECT state FROM feed_status WHERE feed_id = $1", [id]);
  return rows[0]?.state === "live";
}

async function connect(name: string, options: IClientOptions = {}): Promise<MqttClient> {
  const client = await mqtt.connectAsync({
    ...ingest.mqtt,
    username: name,
    password: name,
    reconnectPeriod: 0,
    protocolVersion: 5,
    ...options,
  });
  client.on("error", () => {});
  clients.push(client);
  return client;
}

async function valuesOf(feed: string): Promise<number[]> {
  const { rows } = await db.pool.query<{ value: number }>(
    "SELECT r.value FROM reading r JOIN series s ON s.id = r.series_id WHERE s.feed_id = $1 ORDER BY r.value",
    [feed],
  );
  return rows.map((row) => row.value);
}

let next = 1;
const value = () => next++ / 100;
const body = (v: number) => JSON.stringify({ v, t: Date.now() - 60_000 + next });

test.each([
  [4, 0],
  [4, 1],
  [4, 2],
  [5, 0],
  [5, 1],
  [5, 2],
] as const)("MQTT %i, QoS %i: what is acknowledged is in the database", async (protocolVersion, qos) => {
  const client = await connect("one", { protocolVersion });
  const v = value();
  await client.publishAsync("ioc/river/river-1/water_level", body(v), { qos });
  if (qos === 0) await eventually(async () => (await valuesOf("river")).includes(v));
  else expect(await valuesOf("river")).toContain(v);
});

test("who is not known is not let in, and is told so in the words of its version", async () => {
  const refusals = await Promise.all(
    [4, 5].flatMap((protocolVersion) =>
      [{ password: "wrong" }, { username: "nobody" }, { username: undefined, password: undefined }].map(
        (login) =>
          connect("one", { protocolVersion: protocolVersion as 4 | 5, ...login }).then(
            () => "let in",
            (error: { code: number }) => error.code,
          ),
      ),
    ),
  );
  expect(refusals).toEqual([4, 4, 5, 0x86, 0x86, 0x87]);
});

test("a device writes its own feeds and no other, and hears of what is refused", async () => {
  const two = await connect("two");
  const v = value();
  await two.publishAsync("ioc/rain/rain-1/water_level", body(v), { qos: 1 });
  const code = (topic: string, payload: string, qos: 1 | 2 = 1) =>
    two.publishAsync(topic, payload, { qos }).then(
      () => 0,
      (error: { code: number }) => error.code,
    );
  expect(await code("ioc/river/river-1/water_level", body(v))).toBe(0x87);
  expect(await code("ioc/rainx/rain-1/water_level", body(v))).toBe(0x87);
  expect(await code("ioc/rain/rain-1/water_level", "no number")).toBe(0x99);
  expect(await code("ioc/rain/rain-1/water_level", "no number", 2)).toBe(0x99);
  expect(await code("ioc/rain/rain-99/water_level", body(v))).toBe(0x90);
  expect(await code("ioc/rain/rain-1/no_such_metric", "1")).toBe(0x90);
  // A message of which one reading can be stored is no refusal.
  expect(
    await code("ioc/rain/rain-1/senml", `[{"n":"water_level","v":${value()}},{"n":"nonsense","v":1}]`),
  ).toBe(0);
  const { rows } = await db.pool.query(
    "SELECT reason FROM feed_error WHERE feed_id = 'rain' ORDER BY reason",
  );
  expect(rows.map((row) => row.reason)).toEqual([
    "invalid_json",
    "invalid_json",
    "unknown_asset",
    "unknown_metric",
    "unknown_metric",
  ]);
});

test("what no feed reads is kept as a refusal, not swallowed", async () => {
  const one = await connect("one");
  await expect(one.publishAsync("ioc/nobody/a/water_level", "1", { qos: 1 })).rejects.toMatchObject({
    code: 0x90,
  });
  const old = await connect("one", { protocolVersion: 4, clientId: "old" });
  await old.publishAsync("ioc/nobody/a/water_level", "2", { qos: 1 });
  const { rows } = await db.pool.query(
    "SELECT reason, payload FROM feed_error WHERE feed_id = 'nobody' ORDER BY payload",
  );
  expect(rows.map((row) => [row.reason, row.payload.toString()])).toEqual([
    ["invalid_topic", "1"],
    ["invalid_topic", "2"],
  ]);
});

test("a feed that is switched off answers so", async () => {
  const feed = await feedById(db.pool, "rain");
  if (!feed) throw new Error("no feed");
  await saveFeed(db.pool, { ...feed, enabled: false });
  const two = await connect("two");
  const code = () =>
    two.publishAsync("ioc/rain/rain-1/water_level", body(value()), { qos: 1 }).then(
      () => 0,
      (error: { code: number }) => error.code,
    );
  await eventually(async () => (await code()) === 0x83);
  await saveFeed(db.pool, { ...feed, enabled: true });
  await eventually(async () => (await code()) === 0);
});

test("nobody may subscribe to what others publish", async () => {
  const heard: string[] = [];
  for (const protocolVersion of [4, 5] as const) {
    const client = await connect("one", { protocolVersion, clientId: `listener-${protocolVersion}` });
    client.on("message", (topic) => heard.push(topic));
    for (const filter of ["#", "ioc/river/#", "ioc/+/river-1/water_level", "$SYS/#"])
      await client.subscribeAsync(filter, { qos: 1 }).then(
        (granted) => expect(granted[0]?.qos).toBeGreaterThanOrEqual(0x80),
        () => {},
      );
    await client.publishAsync("ioc/river/river-1/water_level", body(value()), { qos: 1, retain: true });
  }
  expect(heard).toEqual([]);
});

test.each([4, 5] as const)(
  "MQTT %i: a device hears its own commands, once, also those that came while it was away",
  async (protocolVersion) => {
    const session = { clientId: `orders-${protocolVersion}`, clean: false, protocolVersion };
    const lasting = {
      ...session,
      properties: protocolVersion === 5 ? { sessionExpiryInterval: 600 } : undefined,
    };
    const order = (topic: string, text: string, forMs = 60_000) =>
      orderCommand(db.pool, {
        account: "two",
        topic,
        payload: Buffer.from(text),
        by: "test",
        expiresAt: Date.now() + forMs,
      });
    const unanswered = async () => {
      const { rows } = await db.pool.query(
        "SELECT FROM device_command WHERE acked_at IS NULL AND expires_at > now()",
      );
      return rows.length;
    };
    const heard: string[] = [];
    const listen = (client: MqttClient) =>
      client.on("message", (topic, payload) => heard.push(`${topic} ${payload}`));
    const first = await connect("two", lasting);
    listen(first);
    for (const filter of ["cmd/one/#", "cmd/#", "#"])
      await first.subscribeAsync(filter, { qos: 1 }).then(
        (granted) => expect(granted[0]?.qos).toBeGreaterThanOrEqual(0x80),
        () => {},
      );
    await first.subscribeAsync("cmd/two/#", { qos: 1 });
    await order("cmd/two/siren", "on");
    await eventually(async () => heard.length === 1 && (await unanswered()) === 0);
    await first.endAsync();
    await order("cmd/two/siren", "off");
    await order("cmd/two/siren", "too late", -1);
    const second = mqtt.connect({
      ...{ ...ingest.mqtt, username: "two", password: "two", reconnectPeriod: 0, resubscribe: false },
      ...lasting,
    });
    clients.push(second);
    listen(second);
    await eventually(() => heard.length === 2);
    expect(heard).toEqual(["cmd/two/siren on", "cmd/two/siren off"]);
    await eventually(async () => (await unanswered()) === 0);
    // Nobody but the centre writes commands.
    const one = await connect("one");
    await expect(one.publishAsync("cmd/two/siren", "x", { qos: 1 })).rejects.toMatchObject({ code: 0x87 });
  },
);

test("one device's password takes no other's session: the same client id is another session", async () => {
  const one = await connect("one", {
    clientId: "same",
    clean: false,
    properties: { sessionExpiryInterval: 60 },
  });
  const gone: string[] = [];
  one.on("close", () => gone.push("one"));
  const two = await connect("two", {
    clientId: "same",
    clean: false,
    properties: { sessionExpiryInterval: 60 },
  });
  await two.publishAsync("ioc/rain/rain-1/water_level", body(value()), { qos: 1 });
  await one.publishAsync("ioc/river/river-1/water_level", body(value()), { qos: 1 });
  expect(gone).toEqual([]);
  // Its own account takes it over, as the standard says.
  await connect("one", { clientId: "same" });
  await eventually(() => gone.length === 1);
});

test("a session is known again until it ends", async () => {
  const present = async (options: IClientOptions) => {
    const client = mqtt.connect(deviceUrl(ingest, "one"), {
      reconnectPeriod: 0,
      clientId: "kept",
      ...options,
    });
    clients.push(client);
    const known = await new Promise<boolean>((done) =>
      client.once("connect", ({ sessionPresent }) => done(sessionPresent)),
    );
    await client.endAsync();
    return known;
  };
  expect(await present({ protocolVersion: 4, clean: false })).toBe(false);
  expect(await present({ protocolVersion: 4, clean: false })).toBe(true);
  expect(await present({ protocolVersion: 5, clean: false, properties: { sessionExpiryInterval: 1 } })).toBe(
    true,
  );
  await sleep(1_500);
  expect(await present({ protocolVersion: 5, clean: false, properties: { sessionExpiryInterval: 60 } })).toBe(
    false,
  );
  expect(await present({ protocolVersion: 5, clean: true })).toBe(false);
});

test("an account that is taken away or changed holds at once, also for who is connected", async () => {
  await saveDeviceAccounts(db.pool, [deviceAccount("brief", await hashSecret("brief"), ["rain"])]);
  const client = await eventually(() => connect("brief").catch(() => undefined));
  const ended = new Promise<number>((done) =>
    client.once("disconnect", ({ reasonCode }) => done(reasonCode ?? 0)),
  );
  await removeDeviceAccounts(db.pool, ["brief"]);
  expect(await ended).toBe(0x98);
  await expect(connect("brief")).rejects.toMatchObject({ code: 0x86 });
});

test("who is connected, and how it ended, is a row", async () => {
  const state = async (clientId: string) => {
    const row = (await deviceSessions(db.pool)).find((one) => one.clientId === clientId);
    return row && `${row.account} ${row.online} ${row.ending}`;
  };
  const polite = await connect("two", { clientId: "polite" });
  const rude = await connect("two", { clientId: "rude" });
  expect([await state("polite"), await state("rude")]).toEqual(["two true null", "two true null"]);
  await polite.endAsync();
  rude.stream.destroy();
  await eventually(async () => (await state("polite")) === "two false bye");
  await eventually(async () => (await state("rude")) === "two false lost");
});
