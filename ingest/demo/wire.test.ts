import { describe, expect, test } from "vitest";
import { tell } from "./history.ts";
import { DAY, HOUR } from "./physics/calendar.ts";
import { momentOf, rhythmOf } from "./rhythm.ts";
import { posts, sceneOf } from "./scene.ts";
import { type Message, messagesOf, packOf, positionMessage } from "./wire.ts";

const NOW = Date.parse("2026-11-21T09:00:00.400Z");
const flat = () => 0.2;
const scene = () => sceneOf({ seed: 2025, tide: flat, runs: [], since: NOW - 8 * DAY });

describe("the wire format", () => {
  const stamp = { feed: "demo-thuy-van", asset: "tv-thanh-hoa", time: NOW };

  test("an object carries value and time, rounded as the instrument shows it", () => {
    expect(messagesOf({ water_level: 6.874999 }, "object", stamp)).toEqual([
      { topic: "ioc/demo-thuy-van/tv-thanh-hoa/water_level", payload: `{"v":6.87,"t":${NOW}}` },
    ]);
  });

  test("a bare number has no time", () => {
    expect(messagesOf({ rack_power: 3.456 }, "number", stamp)[0]?.payload).toBe("3.46");
  });

  test("a SenML pack holds several metrics and times in seconds", () => {
    const [message] = messagesOf({ rain_10m: 0.2, rain_1h: 4 }, "senml", stamp);
    expect(message?.topic).toBe("ioc/demo-thuy-van/tv-thanh-hoa");
    expect(JSON.parse(message?.payload ?? "")).toEqual([
      { n: "rain_10m", v: 0.2, t: NOW / 1000 },
      { n: "rain_1h", v: 4, t: NOW / 1000 },
    ]);
    expect(JSON.parse(packOf([]))).toEqual([]);
  });

  test("a position is in degrees and km/h", () => {
    const { topic, payload } = positionMessage(
      { lat: 13.7, lon: 109.24, speed: 14.04, course: 284.2 },
      stamp,
    );
    expect(topic).toBe("ioc/demo-thuy-van/tv-thanh-hoa/position");
    expect(JSON.parse(payload)).toEqual({ lat: 13.7, lon: 109.24, speed: 14, course: 284, t: NOW });
  });
});

describe("the rhythm", () => {
  test("over a minute every device speaks as often as it should and the load is even", () => {
    const seconds = new Map<number, number>();
    const times = new Map<string, number[]>();
    let second = 0;
    const rhythm = rhythmOf(posts, scene(), {
      send({ topic, payload }: Message) {
        seconds.set(second, (seconds.get(second) ?? 0) + 1);
        const t = (JSON.parse(payload) as { t?: number }).t;
        if (t !== undefined) times.set(topic, [...(times.get(topic) ?? []), t]);
      },
    });
    rhythm.beat(NOW - 100);
    for (let ms = 0; ms < 60_000; ms += 100) {
      second = Math.floor(ms / 1000);
      rhythm.beat(NOW + ms);
    }
    expect(times.get("ioc/demo-thuy-van/tv-thanh-hoa/water_level")).toHaveLength(6);
    expect(times.get("ioc/demo-giao-thong/gt-dong-da/traffic_flow")).toHaveLength(12);
    for (const list of times.values()) expect(new Set(list).size).toBe(list.length);
    const load = [...seconds.values()];
    expect(load.length).toBe(60);
    expect(Math.max(...load)).toBeLessThan(160);
  });

  test("a device's moments are the same after a restart, and a long stop is not made up for at once", () => {
    const post = posts[0];
    if (!post) throw new Error("no posts");
    expect(momentOf(post, NOW)).toBe(momentOf(post, momentOf(post, NOW)));
    let sent = 0;
    const rhythm = rhythmOf([post], scene(), { send: () => sent++ });
    rhythm.beat(NOW);
    rhythm.beat(NOW + HOUR);
    expect(sent).toBe(1);
  });
});

describe("telling of the past", () => {
  test("gives the main series a week, finer in the last two days, newest slice first, nothing from the future", async () => {
    const packs: { asset: string; times: number[]; size: number }[] = [];
    const slices: number[] = [];
    const thanhHoa = posts.filter(
      ({ site }) => site.key === "tv-thanh-hoa" || site.key === "tau-quy-nhon-01",
    );
    const values = await tell({ from: NOW - 7 * DAY, to: NOW }, NOW, {
      posts: thanhHoa,
      scene: scene(),
      signal: new AbortController().signal,
      told: async (from) => void slices.push(from),
      link: {
        async deliver({ topic, payload }) {
          if (topic.endsWith("/position")) return;
          const records = JSON.parse(payload) as { t: number }[];
          packs.push({ asset: topic, times: records.map((r) => r.t * 1000), size: payload.length });
        },
      },
    });
    const times = [...new Set(packs.flatMap((pack) => pack.times))].sort((a, b) => a - b);
    expect(times.at(-1)).toBeLessThan(NOW);
    expect(times[0]).toBeLessThan(NOW - 7 * DAY + 2 * HOUR);
    expect(times.filter((time) => time >= NOW - DAY)).toHaveLength(144);
    expect(times.filter((time) => time < NOW - 3 * DAY)).toHaveLength(96);
    expect(Math.max(...packs.map((pack) => pack.size))).toBeLessThan(8_000);
    expect(slices[0]).toBeGreaterThan(slices.at(-1) ?? 0);
    expect(slices.at(-1)).toBe(NOW - 7 * DAY);
    expect(values).toBeGreaterThan(700);
  });

  test("stops when asked", async () => {
    const stop = new AbortController();
    let sent = 0;
    const deliver = async () => {
      if (++sent === 3) stop.abort();
    };
    await tell({ from: NOW - 7 * DAY, to: NOW }, NOW, {
      posts,
      scene: scene(),
      signal: stop.signal,
      link: { deliver },
    });
    expect(sent).toBe(3);
  });

  test("stops also while nobody takes what it tells", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const told = tell({ from: NOW - DAY, to: NOW }, NOW, {
      posts,
      scene: scene(),
      signal: stop.signal,
      link: { deliver: () => new Promise(() => {}) },
    });
    await expect(told).resolves.toBeGreaterThan(0);
  });
});
