import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Hello, Status } from "#lib/protocol.ts";
import { LiveStore } from "./store.ts";
import { json, meta, positions, REGISTER, readings } from "./testing.ts";

const WATER = "readings:water_level" as const;
const HELLO: Hello = { build: "b", epoch: "e1", serverTime: 0, who: { kind: "kiosk", wallId: "overview" } };
const STATUS: Status = { serverTime: 0, picture: "live", since: 0, deaf: null };

let store: LiveStore;
let woken: string[];

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  store = new LiveStore();
  woken = [];
  store.want("register");
  store.want(WATER);
  store.frame(meta("register", 1, true), json(REGISTER), 0);
});
afterEach(() => {
  vi.useRealTimers();
});

function listen(...keys: string[]): void {
  for (const key of keys) store.bell.listen(key, () => woken.push(key));
}
const value = (id: number) => {
  const table = store.readingsOf("water_level");
  const slot = table?.slotOf(id) ?? -1;
  return slot < 0 ? undefined : table?.value(slot);
};

describe("frames", () => {
  it("apply in order on top of a full one", () => {
    expect(store.frame(meta(WATER, 4, true), readings([11, 1, 5], [12, 1, 6]), 0)).toBe("applied");
    expect(store.frame(meta(WATER, 5), readings([11, 2, 5.5]), 0)).toBe("applied");
    expect([value(11), value(12)]).toEqual([5.5, 6]);
  });

  it("are dropped when they are old, and show a gap when one is missing", () => {
    expect(store.frame(meta(WATER, 5), readings([11, 1, 1]), 0)).toBe("gap");
    store.frame(meta(WATER, 4, true), readings([11, 1, 5]), 0);
    expect(store.frame(meta(WATER, 4), readings([11, 9, 9]), 0)).toBe("old");
    expect(store.frame(meta(WATER, 6), readings([11, 9, 9]), 0)).toBe("gap");
    expect(value(11)).toBe(5);
    expect(store.frame(meta(WATER, 9, true), readings([11, 9, 9]), 0)).toBe("applied");
    expect(value(11)).toBe(9);
  });

  it("of a full state take away what is gone", () => {
    store.frame(meta(WATER, 1, true), readings([11, 1, 5], [12, 1, 6]), 0);
    store.frame(meta(WATER, 1, true), readings([12, 2, 7]), 0);
    expect([value(11), value(12)]).toEqual([undefined, 7]);
  });

  it("grow the table for series that are new", () => {
    store.frame(meta(WATER, 1, true), readings(), 0);
    const rows = Array.from({ length: 500 }, (_, i): [number, number, number] => [i + 100, 1, i]);
    store.frame(meta(WATER, 2), readings(...rows), 0);
    store.frame(meta(WATER, 3), readings(...rows), 0);
    expect(store.readingsOf("water_level")?.size).toBe(500);
    expect([value(100), value(599)]).toEqual([0, 499]);
  });

  it("of another life of the server do not compare with those of this one", () => {
    store.hello(HELLO, 0);
    store.frame(meta(WATER, 7, true), readings([11, 1, 5]), 0);
    store.hello({ ...HELLO, epoch: "e2" }, 0);
    expect(store.frame(meta(WATER, 8), readings([11, 2, 6]), 0)).toBe("gap");
    expect(store.frame(meta(WATER, 1, true), readings([11, 2, 6]), 0)).toBe("applied");
  });

  it("of topics that nobody wants are not kept", () => {
    expect(store.frame(meta("readings:rain_1h", 1, true), readings([13, 1, 5]), 0)).toBe("old");
    expect(store.readingsOf("rain_1h")).toBeUndefined();
  });
});

describe("listeners", () => {
  it("are woken once for all frames of a moment, and only those whose series changed", () => {
    store.frame(meta(WATER, 1, true), readings([11, 1, 5], [12, 1, 6]), 0);
    vi.advanceTimersByTime(100);
    listen("series:11", "series:12", WATER);
    store.frame(meta(WATER, 2), readings([11, 2, 5.5]), 0);
    store.frame(meta(WATER, 3), readings([11, 3, 5.6]), 0);
    expect(woken).toEqual([]);
    vi.advanceTimersByTime(20);
    expect(woken.sort()).toEqual([WATER, "series:11"].sort());
  });

  it("hear nothing after they left", () => {
    const end = store.bell.listen(WATER, () => woken.push("late"));
    store.frame(meta(WATER, 1, true), readings([11, 1, 5]), 0);
    end();
    vi.advanceTimersByTime(100);
    expect(woken).toEqual([]);
  });
});

describe("the connection", () => {
  it("is live while the server speaks and lost after four seconds of silence", () => {
    listen("connection");
    store.hello(HELLO, 0);
    store.status(STATUS, 1_000);
    expect(store.watch.connection).toMatchObject({ state: "live", picture: "live", who: HELLO.who });
    store.tick(4_900);
    expect(store.watch.connection.state).toBe("live");
    store.tick(5_000);
    expect(store.watch.connection.state).toBe("lost");
    store.status(STATUS, 6_000);
    expect(store.watch.connection.state).toBe("live");
  });

  it("says since when it is lost by the server's clock", () => {
    store.hello({ ...HELLO, serverTime: 1_000_000 + 60_000 }, 0);
    vi.advanceTimersByTime(10_000);
    store.tick(10_000);
    expect(store.watch.connection).toMatchObject({ state: "lost", since: 1_060_000 });
  });

  it("tells that the picture is not live though the server answers", () => {
    store.status({ ...STATUS, picture: "lost", since: 777 }, 0);
    expect(store.watch.connection).toMatchObject({ state: "live", picture: "lost", pictureSince: 777 });
  });

  it("tells for ten seconds that this screen fell behind", () => {
    store.frame(meta(WATER, 9, true, 14), readings([11, 1, 5]), 0);
    expect(store.watch.connection.behind).toBe(14);
    store.status(STATUS, 9_000);
    store.tick(9_000);
    expect(store.watch.connection.behind).toBe(14);
    store.status(STATUS, 10_500);
    store.tick(10_500);
    expect(store.watch.connection.behind).toBe(0);
  });

  it("keeps the same object while nothing about it changed", () => {
    store.status(STATUS, 0);
    const before = store.watch.connection;
    for (let tick = 0; tick < 5_000; tick += 500) store.status(STATUS, tick);
    expect(store.watch.connection).toBe(before);
  });
});

describe("what a page wants", () => {
  it("is told once for each topic, and let go some seconds after the last who wanted it", () => {
    let wishes = 0;
    store.onWanted(() => wishes++);
    const before = wishes;
    const one = store.want("feeds");
    const two = store.want("feeds");
    expect(wishes).toBe(before + 1);
    store.frame(meta("feeds", 1, true), json<"feeds">({ feeds: [] }), 0);
    one();
    one();
    two();
    expect(store.topics).toContain("feeds");
    vi.advanceTimersByTime(5_000);
    expect(store.topics).not.toContain("feeds");
    expect(store.payload("feeds")).toBeUndefined();
    expect(wishes).toBe(before + 2);
  });

  it("stays when it is wanted again soon", () => {
    store.want("alerts")();
    vi.advanceTimersByTime(3_000);
    store.want("alerts");
    vi.advanceTimersByTime(10_000);
    expect(store.topics).toContain("alerts");
  });
});

describe("movers", () => {
  it("leave a track that ends at the newest position and never grows beyond its bound", () => {
    store.want("positions:vessel");
    store.frame(meta("positions:vessel", 1, true), positions([9, 0, 109, 13]), 0);
    for (let i = 1; i < 1_000; i++) {
      store.frame(meta("positions:vessel", 1 + i), positions([9, i * 30_000, 109 + i / 1e4, 13]), 0);
    }
    const mover = store.moversOf("vessel")?.get(9);
    expect(mover?.trail.length).toBe(90);
    expect(mover?.trail.time(89)).toBe(999 * 30_000);
    expect(mover).toMatchObject({ lat: 13, speed: 12, course: 90 });
  });

  it("keep the longer track when a full frame knows less of it", () => {
    store.want("positions:vessel");
    store.frame(meta("positions:vessel", 1, true), positions([9, 0, 109, 13], [9, 30_000, 109.01, 13]), 0);
    store.frame(
      meta("positions:vessel", 1, true),
      positions([9, 60_000, 109.02, 13], [9, 90_000, 109.03, 13]),
      0,
    );
    const trail = store.moversOf("vessel")?.get(9)?.trail;
    expect(Array.from({ length: trail?.length ?? 0 }, (_, i) => trail?.time(i))).toEqual([
      0, 30_000, 60_000, 90_000,
    ]);
  });
});
