import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type TestBroker, testBroker } from "#deploy/local/testing/broker.ts";
import { freeze } from "#deploy/local/testing/freeze.ts";
import type { Ticket } from "../../stages/intake.ts";
import { eventually, openPublisher, type Publisher } from "../../testing.ts";
import { BrokerRefused, Connection, TAKEN_OVER } from "./connection.ts";

let broker: TestBroker;
let publisher: Publisher;
const open: Connection[] = [];

beforeAll(async () => {
  broker = await testBroker();
  publisher = await openPublisher(await broker.addDevice("device", ["f"]));
});
afterEach(() => {
  for (const connection of open.splice(0)) connection.fail(new Error("test over"));
});
afterAll(async () => {
  await publisher?.close();
  await broker?.remove();
});

type Seen = { topic: string; text: string; size: number; retained: boolean; ticket: Ticket };
type Version = 4 | 5;

async function connect(
  clientId: string,
  version: Version,
  pause: (seen: Seen[]) => Promise<void> | undefined = () => undefined,
) {
  const seen: Seen[] = [];
  const connection = await Connection.open(
    { url: broker.url, clientId, version, receiveMaximum: 100 },
    {
      publish: ({ topic, payload, size, id, retained }, acks) =>
        seen.push({ topic, text: payload.toString(), size, retained, ticket: acks.owe(id) }),
      pause: () => pause(seen),
    },
  );
  open.push(connection);
  return { connection, seen, texts: () => seen.map((s) => s.text) };
}

const say = (...texts: string[]) => Promise.all(texts.map((text) => publisher.publish("ioc/f/a/m", text)));
const gone = async (connection: Connection) => {
  connection.fail(new Error("cut"));
  await connection.ended;
};

test.each([4, 5] as Version[])(
  "MQTT %i: a message comes again until it has been settled",
  async (version) => {
    const id = `again-${version}`;
    const first = await connect(id, version);
    expect(first.connection.sessionPresent).toBe(false);
    await first.connection.subscribe(["ioc/f/#"]);
    await say("1", "2", "3");
    await eventually(() => first.seen.length === 3);
    await gone(first.connection);

    const second = await connect(id, version);
    expect(second.connection.sessionPresent).toBe(true);
    await eventually(() => second.seen.length === 3);
    for (const { ticket } of second.seen) ticket.settle("committed");
    await second.connection.acks.empty();
    await second.connection.disconnect();

    const third = await connect(id, version);
    await say("4");
    await eventually(() => third.seen.length > 0);
    expect(third.texts()).toEqual(["4"]);
  },
);

test.each([4, 5] as Version[])(
  "MQTT %i: acknowledgements keep the order of the messages",
  async (version) => {
    const id = `order-${version}`;
    const first = await connect(id, version);
    await first.connection.subscribe(["ioc/f/#"]);
    await say("a", "b", "c");
    await eventually(() => first.seen.length === 3);
    first.seen[1]?.ticket.settle("committed");
    first.seen[2]?.ticket.settle("committed");
    await sleep(100);
    await gone(first.connection);
    const second = await connect(id, version);
    await eventually(() => second.seen.length === 3);
    second.seen[0]?.ticket.settle("committed");
    await sleep(100);
    await gone(second.connection);
    const third = await connect(id, version);
    await eventually(() => third.seen.length === 2);
    expect(third.texts()).toEqual(["b", "c"]);
  },
);

test("what a lost connection owed is never acknowledged on the next: packet ids come again", async () => {
  const first = await connect("epoch", 5);
  await first.connection.subscribe(["ioc/f/#"]);
  await say("old");
  await eventually(() => first.seen.length === 1);
  await gone(first.connection);
  const second = await connect("epoch", 5);
  await eventually(() => second.seen.length === 1);
  first.seen[0]?.ticket.settle("committed");
  await sleep(100);
  await gone(second.connection);
  const third = await connect("epoch", 5);
  await eventually(() => third.seen.length === 1);
  expect(third.texts()).toEqual(["old"]);
});

test("a delivery that failed ends the connection, so that the broker sends it again", async () => {
  const first = await connect("failed", 5);
  await first.connection.subscribe(["ioc/f/#"]);
  await say("x");
  await eventually(() => first.seen.length === 1);
  first.seen[0]?.ticket.settle(new Error("not stored"));
  expect((await first.connection.ended).message).toBe("not stored");
});

test("while it is held back nothing is read, and then everything", async () => {
  let release: () => void = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  const { connection, seen } = await connect("pressure", 4, (seen) => (seen.length > 0 ? held : undefined));
  await connection.subscribe(["ioc/f/#"]);
  await say("1");
  await eventually(() => seen.length === 1);
  await say(...Array.from({ length: 50 }, (_, i) => `${i}`));
  await sleep(200);
  expect(seen.length).toBe(1);
  release();
  await eventually(() => seen.length === 51);
});

test("a broker that stands still is told in three seconds, and that it answers again", async () => {
  const told: boolean[] = [];
  const target = { url: broker.url, clientId: "frozen", version: 5, receiveMaximum: 100 } as const;
  const handlers = { publish: () => {}, pause: () => undefined, quiet: (is: boolean) => void told.push(is) };
  const connection = await Connection.open(target, handlers);
  open.push(connection);
  await sleep(3_500);
  expect(told).toEqual([]);
  const thaw = freeze(broker.pid());
  await eventually(() => told[0] === true);
  thaw();
  await eventually(() => told.at(-1) === false);
});

test("the broker sends no more than was asked for before it is acknowledged", async () => {
  const { connection, seen } = await connect("maximum", 5);
  await connection.subscribe(["ioc/f/#"]);
  await say(...Array.from({ length: 150 }, (_, i) => `${i}`));
  await eventually(() => seen.length === 100);
  await sleep(200);
  expect(seen.length).toBe(100);
  for (const { ticket } of seen) ticket.settle("committed");
  await eventually(() => seen.length === 150);
});

test("a packet of any size is read in pieces; of one that is too large only the beginning", async () => {
  const { connection, seen } = await connect("sizes", 5);
  await connection.subscribe(["ioc/f/#"]);
  const sizes = [0, 1, 63, 64, 126, 127, 128, 16_383, 16_384, 65_536, 300_000, 1_048_576, 1_500_000];
  for (const size of sizes) await publisher.publish("ioc/f/a/m", Buffer.alloc(size, 0x61));
  await say("after");
  await eventually(() => seen.length === sizes.length + 1);
  expect(seen.map((s) => s.size)).toEqual([...sizes, 5]);
  expect(seen.at(-1)?.text).toBe("after");
  expect(seen[11]?.text.length).toBe(1_048_576);
  expect(seen[12]?.text.length).toBeLessThan(100_000);
});

test("filters are taken back by name", async () => {
  const { connection, seen } = await connect("filters", 5);
  await connection.subscribe(["ioc/f/a/#", "ioc/f/b/#"]);
  await connection.unsubscribe(["ioc/f/b/#"]);
  await publisher.publish("ioc/f/b/m", "no");
  await publisher.publish("ioc/f/a/m", "yes");
  await eventually(() => seen.length > 0);
  expect(seen.map((s) => s.text)).toEqual(["yes"]);
});

test("who is refused is told why", async () => {
  const refused = (url: string) =>
    Connection.open(
      { url, clientId: "x", version: 5, receiveMaximum: 10 },
      { publish() {}, pause: () => undefined },
    );
  await expect(refused(`mqtt://nobody:wrong@${broker.host}:${broker.port}`)).rejects.toThrow(BrokerRefused);
  await expect(refused(`mqtt://${broker.host}:1`)).rejects.toThrow(/ECONNREFUSED/);
  await expect(refused("http://localhost")).rejects.toThrow(/mqtt:\/\//);
});

test("the second connection with one client id takes the session over", async () => {
  const first = await connect("twice", 5);
  const second = await connect("twice", 5);
  expect(await first.connection.ended).toMatchObject({ code: TAKEN_OVER });
  await second.connection.subscribe(["ioc/f/#"]);
});

test("a broker that speaks nonsense ends the connection, not the program", async () => {
  const connack = Buffer.from([0x20, 2, 0, 0]);
  const nonsense = [
    Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0xff]),
    Buffer.from([0x30, 2, 0xff, 0xff]),
    Buffer.from([0x90, 1, 0]),
    Buffer.from([0x00, 0x00]),
    Buffer.from([0xf0, 0x05, 1, 2, 3, 4, 5]),
    Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"),
  ];
  for (const bytes of nonsense) {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => socket.write(Buffer.concat([connack, bytes])));
      setTimeout(() => socket.destroy(), 200);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as { port: number };
    const target = {
      url: `mqtt://127.0.0.1:${port}`,
      clientId: "n",
      version: 4 as const,
      receiveMaximum: 10,
    };
    const connection = await Connection.open(target, { publish() {}, pause: () => undefined }).catch(
      () => undefined,
    );
    if (connection) expect(await connection.ended, bytes.toString("hex")).toBeInstanceOf(Error);
    server.close();
  }
});

test("an address that cannot be read fails the one connection, not the process", async () => {
  const url = broker.url.replace(/\/\/[^@]*@/, "//u:50%off@");
  await expect(
    Connection.open(
      { url, clientId: "odd", version: 5, receiveMaximum: 10 },
      { publish() {}, pause: () => undefined },
    ),
  ).rejects.toThrow();
});
