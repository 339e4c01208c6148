import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
// biome-ignore lint/style/noRestrictedImports: the two ends of the socket are tried together, nowhere else.
import { connect } from "#components/live/socket.ts";
// biome-ignore lint/style/noRestrictedImports: as above.
import { LiveStore } from "#components/live/store.ts";
import type { Topic } from "#lib/protocol.ts";
import { type Bench, eventually, openBench, type Place, places, store as say, signedIn } from "./testing.ts";

const WATER = "readings:water_level" as const;
let bench: Bench;
let cookie: string;
let place: Place;
let ends: (() => void)[] = [];

beforeAll(async () => {
  bench = await openBench();
  cookie = await signedIn(bench, "duty");
  [place] = (await places(bench.db.pool, ["an-hoa"], ["water_level"])) as [Place];
});
afterEach(() => {
  for (const end of ends) end();
  ends = [];
});
afterAll(() => bench.close());

function page(...topics: Topic[]) {
  const store = new LiveStore();
  for (const topic of topics) store.want(topic);
  const { socket, close } = connect(store, { address: bench.address, headers: { cookie } });
  ends.push(close);
  return { store, socket };
}

const seriesId = () => place.seriesIds[0] as number;
const reading = (time: number, value: number) => ({ seriesId: seriesId(), time, value, quality: 0 });

function shown(store: LiveStore): number | undefined {
  const table = store.readingsOf("water_level");
  const slot = table?.slotOf(seriesId()) ?? -1;
  return slot < 0 ? undefined : table?.value(slot);
}

describe("a page and its server", () => {
  it("agree on names, values, clock and connection", async () => {
    const { store } = page("register", WATER);
    await say(bench.db.pool, [reading(1_000, 1.5)]);
    await eventually(() => shown(store) === 1.5);
    expect(store.register?.assetByKey("an-hoa")?.id).toBe(place.assetId);
    await eventually(() => store.watch.connection.picture === "live");
    expect(store.watch.connection).toMatchObject({ state: "live", who: { kind: "person", role: "duty" } });
    expect(Math.abs(store.now() - Date.now())).toBeLessThan(200);
  });

  it("bring what is wanted later, and stop what is wanted no more", async () => {
    const { store } = page("scenario");
    await eventually(() => store.payload("scenario"));
    const release = store.want(WATER);
    await eventually(() => store.readingsOf("water_level"));
    release();
    await eventually(() => !store.topics.includes(WATER), 7_000);
    await eventually(() => {
      const { rooms } = bench.realtime.fanout as unknown as { rooms: Map<string, unknown> };
      return !rooms.has(WATER);
    });
  });

  it("are right again within two seconds after the line was cut", async () => {
    const { store, socket } = page("register", WATER);
    await say(bench.db.pool, [reading(10_000, 10)]);
    await eventually(() => shown(store) === 10);
    socket.io.engine.close();
    await say(bench.db.pool, [reading(11_000, 11)]);
    const start = Date.now();
    await eventually(() => shown(store) === 11);
    expect(Date.now() - start).toBeLessThan(2_000);
  });

  it("mend a lost frame by themselves", async () => {
    const { store, socket } = page("register", WATER);
    await say(bench.db.pool, [reading(20_000, 20)]);
    await eventually(() => shown(store) === 20);
    const listeners = socket.listeners("frame");
    socket.off("frame");
    await say(bench.db.pool, [reading(21_000, 21)]);
    await new Promise((done) => setTimeout(done, 600));
    expect(shown(store)).toBe(20);
    for (const listener of listeners) socket.on("frame", listener);
    const [other] = (await places(bench.db.pool, ["khac"], ["water_level"])) as [Place];
    await say(bench.db.pool, [{ seriesId: other.seriesIds[0] as number, time: 1, value: 1, quality: 0 }]);
    await eventually(() => shown(store) === 21);
  });

  it("part for good when the session ends, and the page knows why", async () => {
    const store = new LiveStore();
    const { close, socket } = connect(store, {
      address: bench.address,
      headers: { cookie: await signedIn(bench, "agency") },
    });
    ends.push(close);
    await eventually(() => store.watch.connection.state === "live");
    await bench.db.pool.query(
      `DELETE FROM auth.session WHERE "userId" IN (SELECT id FROM auth."user" WHERE role = 'agency')`,
    );
    await eventually(() => store.watch.connection.state === "signed_out", 8_000);
    await eventually(() => !socket.connected);
  });

  it("say at once to a page without a session that it must sign in", async () => {
    const store = new LiveStore();
    ends.push(connect(store, { address: bench.address }).close);
    await eventually(() => store.watch.connection.state === "signed_out");
  });
});
