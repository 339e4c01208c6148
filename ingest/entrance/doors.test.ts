import { readFileSync } from "node:fs";
import { join } from "node:path";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { freePort } from "#deploy/local/ports.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { retained } from "#lib/device/sql/retained.ts";
import { deviceSessions } from "#lib/device/sql/session.ts";
import { addDevice, addFeed, addSeries, eventually, type IngestProcess, startIngest } from "../testing.ts";

// Beside the rest of the suite, on two cores, processes take their time to start.
vi.setConfig({ testTimeout: 60_000 });

const TLS = join(import.meta.dirname, "testing-tls");
const pem = (name: string) => readFileSync(join(TLS, `${name}.pem`));
let db: TestDatabase;
let ingest: IngestProcess;
let sealedPort: number;
const clients: MqttClient[] = [];

beforeAll(async () => {
  [db, sealedPort] = await Promise.all([testDatabase(), freePort()]);
  await addFeed(db.pool, { id: "door" });
  await addSeries(db.pool, { feed: "door", prefix: "d-", count: 2, metric: "sequence" });
  await addDevice(db.pool, "one", ["door"]);
  await addDevice(db.pool, "two", ["door"]);
  ingest = await startIngest({
    DATABASE_URL: db.url,
    MQTT_TLS: TLS,
    MQTT_TLS_PORT: `${sealedPort}`,
    MQTT_TLS_BIND: "127.0.0.1",
  });
  await eventually(async () => {
    const { rows } = await db.pool.query("SELECT state FROM feed_status");
    return rows[0]?.state === "live";
  });
}, 90_000);
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
});
afterAll(async () => {
  await ingest?.kill();
  await db?.drop();
});

const plain = () => ({ host: ingest.mqtt.host, port: ingest.mqtt.port });
const sealed = () => ({ host: "localhost", port: sealedPort, ca: pem("ca") });
const login = (name: string) => ({ username: name, password: name });

async function connect(options: IClientOptions): Promise<MqttClient> {
  const client = await mqtt.connectAsync({ reconnectPeriod: 0, protocolVersion: 5, ...options });
  client.on("error", () => {});
  clients.push(client);
  return client;
}

let sequence = 0;
const say = (client: MqttClient, topic = "ioc/door/d-0/sequence") =>
  client.publishAsync(topic, JSON.stringify({ v: ++sequence, t: Date.now() - 60_000 + sequence }), {
    qos: 1,
  });
const transportOf = async (clientId: string) =>
  (await deviceSessions(db.pool)).find((one) => one.clientId === clientId)?.transport;

test.each([
  ["tcp", () => ({ protocol: "mqtt" as const, ...plain() })],
  ["tls", () => ({ protocol: "mqtts" as const, ...sealed() })],
  ["ws", () => ({ protocol: "ws" as const, path: "/mqtt", ...plain() })],
  ["wss", () => ({ protocol: "wss" as const, path: "/mqtt", ...sealed() })],
] as const)("devices come in by %s", async (transport, at) => {
  for (const protocolVersion of [4, 5] as const) {
    const clientId = `${transport}-${protocolVersion}`;
    const client = await connect({ ...at(), ...login("one"), clientId, protocolVersion });
    await say(client);
    const before = sequence;
    const { rows } = await db.pool.query("SELECT FROM reading WHERE value = $1", [before]);
    expect(rows).toHaveLength(1);
    expect(await transportOf(clientId)).toBe(transport);
    await client
      .publishAsync("ioc/door/d-1/sequence", Buffer.alloc(300_000, 0x20), { qos: 1 })
      .catch(() => {});
    await say(client);
  }
});

test("a certificate of our authority is its account's word; another's, or for another account, is none", async () => {
  const shown = { protocol: "mqtts" as const, ...sealed(), cert: pem("device"), key: pem("device-key") };
  await say(await connect({ ...shown, clientId: "certified" }));
  await say(await connect({ ...shown, username: "one", clientId: "named" }));
  await expect(connect({ ...shown, username: "two" })).rejects.toMatchObject({ code: 0x86 });
  const stranger = { ...shown, cert: pem("stranger"), key: pem("stranger-key") };
  await expect(connect(stranger)).rejects.toMatchObject({ code: 0x87 });
});

test("what is retained, and the will of who is lost, are rows", async () => {
  const kept = async () =>
    Object.fromEntries((await retained(db.pool)).map(({ topic, payload }) => [topic, payload.toString()]));
  const topic = "ioc/door/d-0/status";
  const client = await connect({
    ...plain(),
    ...login("one"),
    clientId: "mortal",
    will: { topic, payload: Buffer.from("offline"), qos: 1, retain: true },
  });
  await client.publishAsync(topic, "online", { qos: 1, retain: true });
  expect(await kept()).toEqual({ [topic]: "online" });
  client.stream.destroy();
  await eventually(async () => (await kept())[topic] === "offline");
  // Whoever says good-bye is not lost.
  const polite = await connect({
    ...plain(),
    ...login("one"),
    clientId: "polite",
    will: { topic: "ioc/door/d-1/status", payload: Buffer.from("offline"), qos: 1, retain: true },
  });
  await polite.publishAsync(topic, "", { qos: 1, retain: true });
  await polite.endAsync();
  await eventually(async () =>
    (await deviceSessions(db.pool)).some((s) => s.clientId === "polite" && !s.online),
  );
  expect(await kept()).toEqual({});
});

test("a will that the account may not write is refused before it can be told", async () => {
  const will = { topic: "ioc/other/a/status", payload: Buffer.from("x"), qos: 1 as const, retain: true };
  await expect(connect({ ...plain(), ...login("one"), will })).rejects.toMatchObject({ code: 0x87 });
});
