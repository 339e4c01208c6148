import { createServer } from "node:http";
import type { AddressInfo, Socket as NetSocket } from "node:net";
import { Server } from "socket.io";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SOCKET_PATH, type Topic } from "#lib/protocol.ts";
import { readingColumns } from "#lib/reading/frame.ts";
import { backlogBytes } from "./backlog.ts";
import { TestClient } from "./client.testing.ts";
import { Fanout, type LiveServer, type LiveSocket } from "./fanout.ts";
import { Payload } from "./payload.ts";
import { ReadingTable } from "./readings.ts";
import { eventually } from "./testing.ts";

const DUTY = { kind: "person", userId: "u", name: "U", role: "duty", agencyId: null } as const;
const SERIES = 20_000;
const TOPIC: Topic = "readings:rain_1h";

let io: LiveServer;
let fanout: Fanout;
let table: ReadingTable;
let alerts: Payload;
let address: string;
let clients: TestClient[];

beforeEach(async () => {
  const http = createServer();
  io = new Server(http, { path: SOCKET_PATH, perMessageDeflate: false });
  table = new ReadingTable();
  alerts = new Payload();
  fanout = new Fanout(io, (topic) => (topic === TOPIC ? table : topic === "alerts" ? alerts : undefined));
  clients = [];
  io.on("connection", (socket) => {
    socket.on("watch", ({ topics }, answer) => {
      fanout.watch(socket, { topics: topics as Topic[], again: [], who: DUTY });
      answer({ ok: true, value: undefined });
    });
    socket.on("disconnect", () => fanout.leave(socket));
  });
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  for (let id = 1; id <= SERIES; id++) table.add(id);
});
afterEach(async () => {
  for (const client of clients) client.close();
  await io.close();
});

async function watching(...topics: Topic[]): Promise<TestClient> {
  const client = new TestClient(address, undefined);
  clients.push(client);
  await client.watch(...topics);
  return client;
}

/** Every series says `value` at the second `value`. */
function say(value: number, series = SERIES): void {
  const rows = readingColumns(series);
  for (let i = 0; i < series; i++) {
    rows.ids[i] = i + 1;
    rows.time[i] = value * 1_000;
    rows.value[i] = value;
    table.hear(rows, i, 1);
  }
}

function serverSide(client: TestClient): LiveSocket {
  return io.sockets.sockets.get(client.socket.id ?? "") as LiveSocket;
}

/** The client's machine stops reading: nothing leaves the server once the system's buffers are full. */
function wire(client: TestClient): NetSocket {
  const { transport } = client.socket.io.engine as unknown as { transport: { ws: { _socket: NetSocket } } };
  return transport.ws._socket;
}

describe("a slow client", () => {
  it("is bounded, disturbs nobody, is told, and is right when it has caught up", async () => {
    say(1);
    const slow = await watching(TOPIC);
    const quick = await watching(TOPIC);
    await eventually(() => slow.of(TOPIC).length > 0 && quick.of(TOPIC).length > 0);
    const socket = serverSide(slow);
    wire(slow).pause();

    let most = 0;
    for (let value = 2; value <= 60; value++) {
      say(value);
      fanout.tick(Date.now());
      most = Math.max(most, backlogBytes(socket, 1e9));
      await eventually(() => quick.of(TOPIC).length >= value);
    }
    const frame = SERIES * 21 + 8;
    expect(most).toBeLessThan(256 * 1024 + 2 * frame);
    expect(fanout.counts.skipped).toBeGreaterThan(10);
    expect(quick.values(TOPIC).get(SERIES)).toBe(60);
    expect(quick.of(TOPIC).every(({ meta }) => meta.behind === 0)).toBe(true);

    wire(slow).resume();
    await eventually(() => {
      fanout.tick(Date.now());
      return slow.of(TOPIC).at(-1)?.meta.full && slow.values(TOPIC).get(1) === 60;
    });
    const last = slow.of(TOPIC).at(-1);
    expect(last?.meta.behind).toBe(fanout.counts.skipped);
    say(61);
    fanout.tick(Date.now());
    await eventually(() => slow.values(TOPIC).get(1) === 61);
    expect(slow.of(TOPIC).at(-1)?.meta).toMatchObject({ full: false, behind: 0 });
  });

  it("still gets the newest list of alerts, never an older one after it", async () => {
    say(1);
    alerts.set({ alerts: [] });
    const slow = await watching(TOPIC, "alerts");
    await eventually(() => slow.of("alerts").length > 0);
    wire(slow).pause();
    for (let value = 2; value <= 40; value++) {
      say(value);
      alerts.set({ alerts: [{ id: value }] });
      fanout.tick(Date.now());
      await new Promise((done) => setTimeout(done, 5));
    }
    wire(slow).resume();
    const ids = () =>
      slow.of("alerts").map(({ body }) => JSON.parse(Buffer.from(body).toString()).alerts[0]?.id);
    await eventually(() => {
      fanout.tick(Date.now());
      return ids().at(-1) === 40;
    });
    const seen = ids().slice(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });
});

describe("the fan-out", () => {
  it("encodes a frame once for all, and sends nothing when nothing changed", async () => {
    say(1);
    await Promise.all([watching(TOPIC), watching(TOPIC), watching(TOPIC)]);
    await eventually(() => clients.every((client) => client.of(TOPIC).length === 1));
    let encoded = 0;
    const take = table.take.bind(table);
    table.take = () => {
      encoded++;
      return take();
    };
    say(2, 3);
    for (let i = 0; i < 4; i++) fanout.tick(Date.now());
    await eventually(() => clients.every((client) => client.of(TOPIC).length === 2));
    expect(encoded).toBe(1);
    expect(clients[0]?.of(TOPIC)[1]?.body.byteLength).toBe(8 + 3 * 21);
  });

  it("merges what one series says between two frames into its newest value", async () => {
    say(1);
    const client = await watching(TOPIC);
    await eventually(() => client.of(TOPIC).length === 1);
    fanout.tick(Date.now());
    for (let value = 2; value <= 9; value++) say(value, 1);
    fanout.tick(Date.now());
    await eventually(() => client.values(TOPIC).get(1) === 9);
    expect(client.of(TOPIC).at(-1)?.body.byteLength).toBe(8 + 21);
  });

  it("forgets who left", async () => {
    const client = await watching(TOPIC);
    const { rooms } = fanout as unknown as { rooms: Map<string, unknown> };
    expect(rooms.size).toBe(1);
    client.close();
    await eventually(() => rooms.size === 0);
  });
});
