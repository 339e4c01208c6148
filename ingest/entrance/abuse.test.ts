import { connect as connectTcp, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import mqtt from "mqtt";
import { generate, type IConnectPacket, type Packet, parser } from "mqtt-packet";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
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
const raws: Socket[] = [];

beforeAll(async () => {
  db = await testDatabase();
  await addFeed(db.pool, { id: "raw" });
  await addSeries(db.pool, { feed: "raw", prefix: "r-", count: 4, metric: "sequence" });
  await addDevice(db.pool, "raw", ["raw"]);
  ingest = await startIngest({ DATABASE_URL: db.url });
  await eventually(async () => {
    const { rows } = await db.pool.query("SELECT state FROM feed_status");
    return rows[0]?.state === "live";
  });
}, 90_000);
afterEach(() => {
  for (const socket of raws.splice(0)) socket.destroy();
});
afterAll(async () => {
  await ingest?.kill();
  await db?.drop();
});

type Version = 4 | 5;

/** A device that says what it is told to, byte by byte. */
async function raw(version: Version = 4) {
  const socket = connectTcp(ingest.mqtt);
  raws.push(socket);
  socket.on("error", () => {});
  const heard: Packet[] = [];
  const reader = parser({ protocolVersion: version });
  reader.on("packet", (packet: Packet) => heard.push(packet));
  reader.on("error", () => {});
  socket.on("data", (bytes) => reader.parse(bytes));
  let isOpen = true;
  socket.on("close", () => {
    isOpen = false;
  });
  await new Promise<void>((done) => socket.once("connect", () => done()));
  const count = (cmd: string) => heard.filter((packet) => packet.cmd === cmd).length;
  return {
    socket,
    heard,
    count,
    isOpen: () => isOpen,
    say: (packet: Packet) => socket.write(generate(packet, { protocolVersion: version })),
    async enter(options: Partial<IConnectPacket> = {}) {
      this.say(hello(version, options));
      await eventually(() => count("connack") === 1);
    },
  };
}

const hello = (protocolVersion: Version, options: Partial<IConnectPacket> = {}): IConnectPacket => ({
  cmd: "connect",
  protocolId: "MQTT",
  protocolVersion,
  clientId: `raw-${Math.random()}`,
  clean: true,
  keepalive: 0,
  username: "raw",
  password: Buffer.from("raw"),
  ...options,
});

let sequence = 0;
const publish = (messageId: number, qos: 0 | 1 | 2 = 1, dup = false): Packet => ({
  cmd: "publish",
  topic: `ioc/raw/r-${messageId % 4}/sequence`,
  payload: JSON.stringify({ v: ++sequence, t: Date.now() - 3_000_000 + sequence }),
  qos,
  messageId,
  dup,
  retain: false,
});

const stored = async () => {
  const { rows } = await db.pool.query<{ n: number }>("SELECT count(*) AS n FROM reading");
  return rows[0]?.n ?? 0;
};

test("whatever comes instead of MQTT ends that one line, and nothing else", async () => {
  const good = await mqtt.connectAsync(deviceUrl(ingest, "raw"), { protocolVersion: 5 });
  const openings = [
    Buffer.from("GET /etc/passwd HTTP/1.1\r\n\r\n"),
    Buffer.from([0x00]),
    Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0xff]),
    Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]),
    Buffer.from([0x10, 0x02, 0x00, 0x04]),
    Buffer.from([0x10, 0x0c, 0x00, 0x04, 0x4d, 0x51, 0x54, 0x54, 0x09, 0x02, 0x00, 0x3c, 0x00, 0x00]),
    Buffer.from([0x30, 0x03, 0x00, 0x01, 0x61]),
    Buffer.from([0xc0, 0x00]),
  ];
  for (const bytes of openings) {
    const device = await raw();
    device.socket.write(bytes);
    await eventually(() => !device.isOpen());
  }
  const inside = [
    Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0xff]),
    Buffer.from([0x30, 0x02, 0xff, 0xff]),
    Buffer.from([0x36, 0x05, 0x00, 0x01, 0x61, 0x00, 0x01]),
    Buffer.from([0x32, 0x05, 0x00, 0x01, 0x61, 0x00, 0x00]),
    Buffer.from([0x30, 0x02, 0x00, 0x00]),
    Buffer.from([0x30, 0x05, 0x00, 0x03, 0x61, 0x2f, 0x23]),
    Buffer.from([0x30, 0x04, 0x00, 0x02, 0xff, 0xfe]),
    Buffer.from([0x82, 0x01, 0x00]),
    Buffer.from([0x00, 0x00]),
    Buffer.from([0x60, 0x02, 0x00, 0x01]),
    Buffer.concat([Buffer.from([0x90, 0xff, 0xff, 0x7f]), Buffer.alloc(90_000)]),
    generate(hello(4)),
  ];
  for (const bytes of inside) {
    const device = await raw();
    await device.enter();
    device.socket.write(bytes);
    await eventually(() => !device.isOpen()).catch(() => {
      throw new Error(`${bytes.subarray(0, 10).toString("hex")} was let pass`);
    });
  }
  await good.publishAsync("ioc/raw/r-1/sequence", JSON.stringify({ v: ++sequence }), { qos: 1 });
  await good.endAsync();
});

test("a topic alias, which was not offered, ends the connection with its reason", async () => {
  const device = await raw(5);
  await device.enter();
  device.say({ ...publish(1), topic: "", properties: { topicAlias: 1 } } as Packet);
  await eventually(() => !device.isOpen());
  expect(device.heard.at(-1)).toMatchObject({ cmd: "disconnect", reasonCode: 0x94 });
});

test("who never says CONNECT, or never ends a packet, is let go", { timeout: 40_000 }, async () => {
  const silent = await raw();
  const dripping = await raw();
  const drip = setInterval(() => dripping.socket.write(Buffer.from([0x10])), 500);
  await eventually(() => !silent.isOpen() && !dripping.isOpen(), 20_000);
  clearInterval(drip);
});

test.each([4, 5] as const)("MQTT %i: keep-alive is kept by pings and ends who is silent", async (version) => {
  const pinging = await raw(version);
  await pinging.enter({ keepalive: 1 });
  const silent = await raw(version);
  await silent.enter({ keepalive: 1 });
  const ping = setInterval(() => pinging.say({ cmd: "pingreq" }), 400);
  await eventually(() => !silent.isOpen());
  clearInterval(ping);
  expect(pinging.isOpen()).toBe(true);
  expect(pinging.count("pingresp")).toBeGreaterThan(2);
  if (version === 5) expect(silent.heard.at(-1)).toMatchObject({ cmd: "disconnect", reasonCode: 0x8d });
});

test("a message that is too large is passed over and answered, and the next is stored", async () => {
  const device = await raw(5);
  await device.enter();
  device.say({ ...publish(1), payload: Buffer.alloc(3_000_000, 0x61) } as Packet);
  device.say(publish(2));
  await eventually(() => device.count("puback") === 2);
  expect(device.heard.filter(({ cmd }) => cmd === "puback")).toMatchObject([
    { messageId: 1, reasonCode: 0x97 },
    { messageId: 2, reasonCode: 0 },
  ]);
  const { rows } = await db.pool.query("SELECT reason FROM feed_error WHERE reason = 'too_large'");
  expect(rows).toHaveLength(1);
});

test("QoS 2: what is sent again before its release is stored once; answers keep their order", async () => {
  const before = await stored();
  const session = { clientId: "twice", clean: false };
  const first = await raw();
  await first.enter(session);
  const packet = { ...(publish(9, 2) as { payload: string }), payload: "4711.5" } as unknown as Packet;
  first.say(packet);
  await eventually(() => first.count("pubrec") === 1);
  // No time of its own: only the packet id says that it is the same.
  first.say({ ...packet, dup: true } as Packet);
  await eventually(() => first.count("pubrec") === 2);
  first.socket.destroy();
  const second = await raw();
  await second.enter(session);
  second.say({ ...packet, dup: true } as Packet);
  await eventually(() => second.count("pubrec") === 1);
  second.say({ cmd: "pubrel", messageId: 9 });
  await eventually(() => second.count("pubcomp") === 1);
  expect((await stored()) - before).toBe(1);
  // Released, the id is another message.
  second.say(packet);
  await eventually(() => second.count("pubrec") === 2);
  expect((await stored()) - before).toBe(2);
});

test.each([4, 5] as const)(
  "MQTT %i: while nothing is stored nothing is answered, reading is held back, and pings are answered",
  async (version) => {
    const flood = await raw(version);
    await flood.enter({ keepalive: 3 });
    const modest = await raw(version);
    await modest.enter({ keepalive: 2 });
    const client = await db.pool.connect();
    await client.query("BEGIN");
    await client.query("LOCK TABLE reading IN ACCESS EXCLUSIVE MODE");
    const before = sequence;
    const waitingBefore = (await health()).waiting;
    let packets: Buffer[] = [];
    for (let id = 1; id <= 30_000; id++) packets.push(generate(publish(id), { protocolVersion: version }));
    flood.socket.write(Buffer.concat(packets));
    packets = [];
    const sent = sequence - before;
    for (let id = 1; id <= 5; id++) modest.say(publish(id));
    const ping = setInterval(() => modest.say({ cmd: "pingreq" }), 500);
    await sleep(6_000);
    clearInterval(ping);
    // The first batch may have been on its way.
    expect(flood.count("puback") + modest.count("puback")).toBe(0);
    const { waiting } = await health();
    expect(waiting - waitingBefore).toBeGreaterThan(1_000);
    expect(waiting - waitingBefore).toBeLessThanOrEqual(2_010);
    expect(modest.isOpen() && flood.isOpen()).toBe(true);
    expect(modest.count("pingresp")).toBeGreaterThan(5);
    expect(flood.count("pingresp")).toBeGreaterThan(1);
    await client.query("COMMIT");
    client.release();
    await eventually(() => flood.count("puback") === sent && modest.count("puback") === 5, 40_000);
    const ids = flood.heard.flatMap((p) => (p.cmd === "puback" ? [p.messageId] : []));
    expect(ids).toEqual(Array.from({ length: 30_000 }, (_, i) => i + 1));
  },
);

async function health(): Promise<{ waiting: number }> {
  return (await fetch(`${ingest.url}/health`)).json() as Promise<{ waiting: number }>;
}
