import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EMPTY_VIEW, LEVEL_UNKNOWN } from "#components/map/view.ts";
import { needsText, pointsPicture, rowsPicture, tracksPicture, viewPicture } from "./pictures.ts";
import { readingReader } from "./rows.ts";
import { LiveStore } from "./store.ts";
import { json, meta, positions, REGISTER, readings } from "./testing.ts";

const WATER = "readings:water_level" as const;
const NOW = 1_000_000_000;
let store: LiveStore;

beforeEach(() => {
  vi.useFakeTimers();
  store = new LiveStore();
  store.clock.set(NOW);
  for (const topic of ["register", WATER, "readings:rain_1h", "positions:vessel"] as const) store.want(topic);
  store.frame(meta("register", 1, true), json(REGISTER), 0);
  store.frame(meta(WATER, 1, true), readings([11, NOW - 1_000, 7.5], [12, NOW - 1_000, 99, 1]), 0);
});
afterEach(() => {
  vi.useRealTimers();
});

describe("rows of a metric", () => {
  it("are named, judged by the station's own limits, and ordered by key", () => {
    const rows = rowsPicture.read(store, "water_level")();
    expect(rows.map((r) => [r.asset.key, r.value, r.level, r.stale, r.quality])).toEqual([
      ["an-hoa", 7.5, 2, false, 0],
      ["thanh-hoa", 99, undefined, false, 1],
    ]);
    expect(rows[0]?.source).toMatchObject({ nameVi: "Thủy văn", simulated: true });
  });

  it("are the same object until something changes, for all who ask", () => {
    const read = rowsPicture.read(store, "water_level");
    const before = read();
    store.clock.set(NOW + 60_000);
    expect(read()).toBe(before);
    expect(rowsPicture.read(store, "water_level")()).toBe(before);
    store.frame(meta(WATER, 2), readings([11, NOW, 5.9]), 0);
    expect(read()[0]).toMatchObject({ value: 5.9, level: 0 });
  });

  it("grow stale by the clock alone, each by its own rhythm", () => {
    const read = rowsPicture.read(store, "water_level");
    read();
    store.clock.set(NOW - 1_000 + 3 * 60_000 - 1);
    expect(read().map((r) => r.stale)).toEqual([false, false]);
    store.clock.set(NOW - 1_000 + 3 * 60_000);
    expect(read().map((r) => r.stale)).toEqual([true, false]);
    store.clock.set(NOW - 1_000 + 3 * 600_000);
    expect(read().map((r) => r.stale)).toEqual([true, true]);
  });

  it("age by the server's clock, not by that of the screen", () => {
    vi.setSystemTime(NOW - 25 * 3_600_000);
    store.clock.set(NOW + 3 * 60_000);
    expect(rowsPicture.read(store, "water_level")()[0]?.stale).toBe(true);
  });
});

describe("one reading", () => {
  it("keeps its object while it is the same, and turns stale", () => {
    const read = readingReader(store, 11);
    const before = read();
    expect(before).toEqual({ seriesId: 11, value: 7.5, time: NOW - 1_000, quality: 0, stale: false });
    store.frame(meta(WATER, 2), readings([12, NOW, 1]), 0);
    expect(read()).toBe(before);
    store.clock.set(NOW + 3 * 60_000);
    expect(read()).toMatchObject({ value: 7.5, stale: true });
  });

  it("is absent for a series that has no value or no name", () => {
    expect(readingReader(store, 13)()).toBeUndefined();
    expect(readingReader(store, 404)()).toBeUndefined();
    expect(readingReader(store)()).toBeUndefined();
  });
});

describe("points of the map", () => {
  it("are what has a place, as columns with level, age and origin", () => {
    store.frame(meta("readings:rain_1h", 1, true), readings([13, NOW, 30]), 0);
    const water = pointsPicture.read(store, "water_level")();
    expect(water.count).toBe(2);
    expect([...water.assetIds]).toEqual([1, 2]);
    expect([...water.lonLat]).toEqual([109.0, 13.9, 109.1, 13.8]);
    expect([...water.level]).toEqual([2, LEVEL_UNKNOWN]);
    expect([...water.simulated]).toEqual([1, 1]);
    expect(water.names[0]).toBe("Trạm an-hoa");
    expect(pointsPicture.read(store, "rain_1h")().count).toBe(0);
  });

  it("are a new object when they change, so that a layer sees it by reference", () => {
    const read = pointsPicture.read(store, "water_level");
    const before = read();
    store.frame(meta(WATER, 2), readings([11, NOW, 8]), 0);
    const after = read();
    expect(after).not.toBe(before);
    expect([before.value[0], after.value[0]]).toEqual([7.5, 8]);
  });
});

describe("tracks of the map", () => {
  it("give each object its own stretch of the path, which ends at its newest position", () => {
    store.frame(
      meta("positions:vessel", 1, true),
      positions(
        [9, NOW - 60_000, 109, 13],
        [9, NOW - 30_000, 109.01, 13.01],
        [9, NOW - 25_000, 109.02, 13.02],
        [3, NOW, 110, 14],
      ),
      0,
    );
    const tracks = tracksPicture.read(store, "vessel")();
    expect(tracks.count).toBe(2);
    expect([...tracks.pathStart]).toEqual([0, 3, 4]);
    expect([...tracks.path]).toEqual([109, 13, 109.01, 13.01, 109.02, 13.02, 110, 14]);
    expect([...tracks.lonLat]).toEqual([109.02, 13.02, 110, 14]);
    expect(tracks.pathTimeMs[2]).toBe(NOW - 25_000);
  });

  it("grow grey when the object falls silent", () => {
    store.frame(meta("positions:vessel", 1, true), positions([9, NOW, 109, 13]), 0);
    const read = tracksPicture.read(store, "vessel");
    expect(read().doubt[0]).toBe(0);
    store.clock.set(NOW + 180_000);
    expect(read().doubt[0]).toBe(1);
  });
});

describe("the view of the layers", () => {
  it("is the same object until one of its parts changes", () => {
    const read = viewPicture.read(store, needsText({ metrics: ["water_level"], positions: ["vessel"] }));
    const before = read();
    store.clock.set(NOW + 1_000);
    expect(read()).toBe(before);
    store.frame(meta("positions:vessel", 1, true), positions([9, NOW, 109, 13]), 0);
    const after = read();
    expect(after).not.toBe(before);
    expect(after.points("water_level")).toBe(before.points("water_level"));
    expect(after.tracks("vessel").count).toBe(1);
    expect(after.onTrial.keys).toEqual(["mua-thu"]);
  });

  it("answers with empty columns for what nobody asked", () => {
    const view = viewPicture.read(store, needsText({ metrics: ["water_level"] }))();
    expect(view.points("rain_1h")).toBe(EMPTY_VIEW.points("rain_1h"));
    expect(view.tracks("bus").count).toBe(0);
  });

  it("asks for each topic once, in whatever order they were named", () => {
    const text = needsText({ metrics: ["b", "a", "b"], positions: ["bus"] });
    expect(text).toBe(needsText({ metrics: ["a", "b"], positions: ["bus"] }));
    expect(viewPicture.topics(text)).toEqual(["readings:a", "readings:b", "positions:bus"]);
    expect(viewPicture.topics(needsText({}))).toEqual([]);
  });
});
