import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { publish } from "#lib/db/bus.ts";
import { tx } from "#lib/db/tx.ts";
import type { RegisterPayload, Topic } from "#lib/protocol.ts";
import { fromTable } from "#lib/table.ts";
import { TestClient } from "./client.testing.ts";
import { type Bench, eventually, move, openBench, places, screen, signedIn, store } from "./testing.ts";

let bench: Bench;
let cookie: string;
let clients: TestClient[] = [];

function open(as: string | undefined = cookie, headers?: Record<string, string>): TestClient {
  const client = new TestClient(bench.address, as, headers);
  clients.push(client);
  return client;
}

async function watching(...topics: Topic[]): Promise<TestClient> {
  const client = open();
  await client.watch(...topics);
  await eventually(() => topics.every((topic) => client.of(topic).length > 0));
  return client;
}

beforeAll(async () => {
  bench = await openBench();
  cookie = await signedIn(bench, "duty");
});
afterEach(() => {
  for (const client of clients) client.close();
  clients = [];
});
afterAll(() => bench.close());

function assetsOf(client: TestClient) {
  const register = client.payload("register");
  return register ? fromTable(register.assets) : [];
}

const reading = (seriesId: number, time: number, value: number) => ({ seriesId, time, value, quality: 0 });

describe("a client that may", () => {
  it("is told build, epoch and who it is, and hears the server every second", async () => {
    const client = open();
    const hello = await eventually(() => client.hello);
    expect(hello).toMatchObject({ build: "test-build", who: { kind: "person", role: "duty" } });
    const status = await eventually(() => client.statuses[0]);
    expect(status.picture).toBe("live");
    expect(Math.abs(status.serverTime - Date.now())).toBeLessThan(2_000);
  });

  it("gets everything first and then only what changed, in versions without a gap", async () => {
    const [a, b] = await places(bench.db.pool, ["an-hoa", "thanh-hoa"], ["water_level"]);
    const [first, second] = [a?.seriesIds[0] as number, b?.seriesIds[0] as number];
    await store(bench.db.pool, [reading(first, 1_000, 1.5), reading(second, 1_000, 2.5)]);
    const client = await watching("readings:water_level");
    await eventually(() => client.values("readings:water_level").size === 2);

    await store(bench.db.pool, [reading(first, 2_000, 1.75)]);
    await eventually(() => client.values("readings:water_level").get(first) === 1.75);
    expect(client.values("readings:water_level").get(second)).toBe(2.5);
    const frames = client.of("readings:water_level");
    expect(frames[0]?.meta.full).toBe(true);
    const deltas = frames.filter((frame) => !frame.meta.full).map((frame) => frame.meta.version);
    expect(deltas.length).toBeGreaterThan(0);
    expect(deltas).toEqual(deltas.map((_, i) => (deltas[0] as number) + i));
    expect(frames.at(-1)?.body.byteLength).toBe(8 + 21);
  });

  it("keeps the newest event time when late data arrive, and takes a correction of the same time", async () => {
    const [place] = await places(bench.db.pool, ["muon"], ["water_level"]);
    const id = place?.seriesIds[0] as number;
    const client = await watching("readings:water_level");
    await store(bench.db.pool, [reading(id, 5_000, 5)]);
    await eventually(() => client.values("readings:water_level").get(id) === 5);
    await store(bench.db.pool, [reading(id, 4_000, 4)]);
    await store(bench.db.pool, [reading(id, 5_000, 5.5)]);
    await eventually(() => client.values("readings:water_level").get(id) === 5.5);
    expect(client.of("readings:water_level").some(({ body }) => body.byteLength > 0)).toBe(true);
  });

  it("learns of series made while it watches", async () => {
    const client = await watching("register", "readings:salinity");
    const [place] = await places(bench.db.pool, ["cua-song"], ["salinity"]);
    await store(bench.db.pool, [reading(place?.seriesIds[0] as number, 1_000, 12)]);
    await eventually(() => client.values("readings:salinity").get(place?.seriesIds[0] as number) === 12);
    await eventually(() => assetsOf(client).some((asset) => asset.key === "cua-song"));
  });

  it.each(["unconfirmed", "testing"])(
    "hears nothing of a device that is %s, but where it is",
    async (status) => {
      const [known, stranger] = await places(bench.db.pool, [`${status}-a`, `${status}-b`], ["wind_gust"]);
      const [mine, other] = [known?.seriesIds[0] as number, stranger?.seriesIds[0] as number];
      const turn = async (to: string) => {
        await bench.db.pool.query("UPDATE asset SET status = $2 WHERE id = $1", [stranger?.assetId, to]);
        await tx(bench.db.pool, (db) => publish(db, "config", ["{}"]));
      };
      await store(bench.db.pool, [reading(mine, 1_000, 5), reading(other, 1_000, 250)]);
      const client = await watching("register", "readings:wind_gust");
      await eventually(() => client.values("readings:wind_gust").get(other) === 250);
      await turn(status);
      await eventually(() => !assetsOf(client).some(({ id }) => id === stranger?.assetId));
      await store(bench.db.pool, [reading(mine, 2_000, 6), reading(other, 2_000, 260)]);
      await eventually(() => client.values("readings:wind_gust").get(mine) === 6);

      const late = await watching("register", "readings:wind_gust");
      await eventually(() => late.values("readings:wind_gust").get(mine) === 6);
      expect(late.values("readings:wind_gust").has(other)).toBe(false);
      const register = late.payload("register") as RegisterPayload;
      expect(fromTable(register.series).map(({ id }) => id)).not.toContain(other);
      expect(fromTable(register.onTrial)).toMatchObject([{ key: `${status}-b`, status }]);

      await turn("confirmed");
      await eventually(() => late.values("readings:wind_gust").get(other) === 260);
      await bench.db.pool.query("UPDATE asset SET status = 'retired' WHERE id = $1", [stranger?.assetId]);
    },
  );

  it("is sent the track behind a moving object, oldest first", async () => {
    const [boat] = await places(bench.db.pool, ["tau-1"], [], "vessel");
    await eventually(() => bench.realtime.state.source("register", "everybody")?.version);
    const assetId = boat?.assetId as number;
    const at = (time: number, lon: number) => ({
      assetId,
      time,
      lon,
      lat: 13.7,
      speed: 9,
      course: null,
      quality: 0,
    });
    const watcher = await watching("register", "positions:vessel");
    await eventually(() => assetsOf(watcher).some((asset) => asset.id === assetId));
    for (let i = 0; i < 4; i++) await move(bench.db.pool, [at(i * 30_000, 109 + i / 100)]);
    await eventually(() => watcher.positions("positions:vessel")?.time.at(-1) === 90_000);

    const late = await watching("positions:vessel");
    const rows = late.positions("positions:vessel");
    expect([...(rows?.time ?? [])]).toEqual([0, 30_000, 60_000, 90_000]);
    expect(rows?.speed.at(-1)).toBe(9);
    expect(rows?.course.at(-1)).toBeNaN();
  });

  it("hears no more of what it stopped watching", async () => {
    const [place] = await places(bench.db.pool, ["thoi"], ["turbidity"]);
    const id = place?.seriesIds[0] as number;
    const client = await watching("readings:turbidity");
    await client.watch("scenario");
    const before = client.of("readings:turbidity").length;
    await store(bench.db.pool, [reading(id, 1_000, 3)]);
    const other = await watching("readings:turbidity");
    await eventually(() => other.values("readings:turbidity").get(id) === 3);
    expect(client.of("readings:turbidity").length).toBe(before);
  });

  it("is right again after a reconnect, without asking for more than its topics", async () => {
    const [place] = await places(bench.db.pool, ["noi-lai"], ["flood_depth"]);
    const id = place?.seriesIds[0] as number;
    const client = await watching("readings:flood_depth");
    client.socket.on("hello", () => void client.watch("readings:flood_depth"));
    await store(bench.db.pool, [reading(id, 1_000, 0.25)]);
    await eventually(() => client.values("readings:flood_depth").get(id) === 0.25);
    client.socket.io.engine.close();
    await store(bench.db.pool, [reading(id, 2_000, 0.5)]);
    const start = Date.now();
    await eventually(() => client.values("readings:flood_depth").get(id) === 0.5);
    expect(Date.now() - start).toBeLessThan(2_000);
  });

  it("gets a full frame again when it asks", async () => {
    const client = await watching("scenario");
    const answer = await client.socket
      .timeout(5_000)
      .emitWithAck("watch", { topics: ["scenario"], again: ["scenario"] });
    expect(answer.ok).toBe(true);
    await eventually(() => client.of("scenario").length === 2);
  });
});

describe("the door", () => {
  it("refuses a stranger and a forged cookie", async () => {
    const stranger = new TestClient(bench.address, undefined);
    const forger = open("haidang.session_token=abc.def");
    clients.push(stranger);
    expect(await eventually(() => stranger.refused)).toBe("not_signed_in");
    expect(await eventually(() => forger.refused)).toBe("not_signed_in");
    expect(stranger.hello).toBeUndefined();
    expect(stranger.frames).toEqual([]);
  });

  it("refuses a page of another site that holds the cookie", async () => {
    const client = open(cookie, { origin: "https://evil.example" });
    await eventually(() => client.refused);
    expect(client.hello).toBeUndefined();
    const own = open(cookie, { origin: bench.address });
    await eventually(() => own.hello);
  });

  it("puts a person out within seconds of the end of the session", async () => {
    const short = await signedIn(bench, "duty");
    const client = open(short);
    await eventually(() => client.hello);
    await bench.auth.api.signOut({ headers: new Headers({ cookie: short }) });
    expect(await eventually(() => client.byes[0], 8_000)).toBe("signed_out");
    await eventually(() => !client.socket.connected);
  });

  it("puts a screen out when its link is revoked", async () => {
    const { cookie: link, id } = await screen(bench);
    const client = open(link);
    expect((await eventually(() => client.hello)).who).toEqual({ kind: "kiosk", wallId: "overview" });
    await bench.db.pool.query("UPDATE kiosk SET revoked_at = now() WHERE id = $1", [id]);
    expect(await eventually(() => client.byes[0], 8_000)).toBe("revoked");
  });
});

describe("one link", () => {
  it("fills a room with screens, and no more than that; others are served", async () => {
    const { cookie: link } = await screen(bench);
    const room = Array.from({ length: 200 }, () => open(link));
    await eventually(() => room.every((client) => client.hello), 20_000);
    const beyond = open(link);
    await eventually(() => beyond.refused);
    expect(beyond.refused).toBe("too_many_requests");
    const other = open();
    await eventually(() => other.hello);
    room[0]?.close();
    await eventually(() => bench.realtime.io.sockets.sockets.size === 200);
    const next = open(link);
    await eventually(() => next.hello);
  }, 40_000);
});
