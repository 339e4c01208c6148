import { beforeAll, describe, expect, test } from "vitest";
import { metricById } from "#lib/metric/catalog.ts";
import { isPossible } from "#lib/metric/metric.ts";
import { realTime, type ScenarioRun, scenarios } from "#lib/scenario/model.ts";
import { DAY } from "./physics/calendar.ts";
import { loadQuyNhonTide, type Tide, tideOf } from "./physics/tide.ts";
import { sites } from "./province/sites.ts";
import * as stories from "./scenario/index.ts";
import { devices, type LiveScene, posts, sceneOf } from "./scene.ts";

const NOW = Date.parse("2026-11-21T09:00:00Z");
let tide: Tide;
beforeAll(async () => {
  tide = tideOf(await loadQuyNhonTide());
});

function scene(runs: ScenarioRun[] = [], seed = 2025, since = NOW - DAY): LiveScene {
  return sceneOf({ seed, tide, runs, since });
}

function everything(of: LiveScene, time: number): [string, number][] {
  return posts.flatMap(({ device, site }) =>
    Object.entries(device.read(of, site, time) ?? {}).map(([metric, value]): [string, number] => [
      `${site.key} ${metric}`,
      value,
    ]),
  );
}

describe("the province", () => {
  test("has more than a thousand series at more than a hundred places", () => {
    const series = posts.reduce((sum, { device }) => sum + device.metrics.length, 0);
    expect(series).toBeGreaterThanOrEqual(1000);
    expect(new Set(posts.map(({ site }) => site.key)).size).toBeGreaterThanOrEqual(100);
  });

  test("every place has a key that fits a topic, a device, and a series once", () => {
    for (const site of sites) {
      expect(site.key).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
      // A camera is looked at, it sends nothing.
      expect(
        posts.some((post) => post.site === site),
        site.key,
      ).toBe(site.kind !== "camera");
    }
    expect(new Set(sites.map((site) => site.key)).size).toBe(sites.length);
    const series = posts.flatMap(({ device, site }) =>
      device.metrics.map((metric) => `${site.key} ${metric}`),
    );
    expect(new Set(series).size).toBe(series.length);
  });

  test("every metric is in the catalogue", () => {
    for (const device of devices) {
      for (const metric of device.metrics) expect(metricById(metric), `${device.id} ${metric}`).toBeDefined();
    }
  });

  test("sends at most two hundred values a second", () => {
    const rate = posts.reduce(
      (sum, { device }) => sum + (device.metrics.length + (device.position ? 1 : 0)) / device.periodS,
      0,
    );
    expect(rate).toBeGreaterThan(40);
    expect(rate).toBeLessThan(200);
  });

  test("an invented place says so", () => {
    for (const site of sites.filter((each) => each.kind === "rain_gauge" || each.kind === "bts")) {
      expect(site.nameVi).toContain("minh họa");
      expect(site.illustrative).toBe(true);
    }
  });
});

describe("what devices say", () => {
  test("depends on seed and time alone", () => {
    const first = everything(scene(), NOW);
    const second = everything(scene([], 2025, NOW - 3 * DAY), NOW);
    expect(second).toEqual(first);
    expect(everything(scene([], 7), NOW)).not.toEqual(first);
  });

  test.each(["", ...scenarios.map((each) => each.id)])("is physically possible, scenario '%s'", (id) => {
    const run: ScenarioRun = {
      run: 1,
      scenario: id,
      startedAt: NOW,
      speed: 60,
      startedBy: "test",
      endedAt: null,
    };
    const living = scene(id ? [run] : []);
    for (let hour = 0; hour <= 144; hour += 4.7) {
      for (const { device, site } of posts) {
        const values = device.read(living, site, realTime(run, hour)) ?? {};
        for (const [name, value] of Object.entries(values)) {
          const metric = metricById(name);
          if (!metric || !device.metrics.includes(name) || !isPossible(metric, value)) {
            expect.fail(`${site.key} says ${name} = ${value} at hour ${hour}`);
          }
        }
      }
    }
  });

  test("everyday rivers stay below alarm III", () => {
    const calm = scene();
    for (let hour = 0; hour < 72; hour++) {
      const time = NOW + hour * 3_600_000;
      expect(calm.world.river("kon-thanh-hoa", time).stage).toBeLessThan(8);
      expect(calm.world.river("tra-khuc-tra-khuc", time).stage).toBeLessThan(6.5);
    }
  });
});

describe("scenarios", () => {
  test("every catalogue entry has its story and every story its entry", () => {
    expect(
      Object.values(stories)
        .map((story) => story.id)
        .sort(),
    ).toEqual(scenarios.map((each) => each.id).sort());
  });

  function during(id: string, hour: number) {
    const run: ScenarioRun = {
      run: 1,
      scenario: id,
      startedAt: NOW,
      speed: 60,
      startedBy: "test",
      endedAt: null,
    };
    return { living: scene([run]), time: realTime(run, hour) };
  }

  test("the typhoon brings storm wind, surge and rain to Quy Nhơn and silences base stations", () => {
    const { living, time } = during("bao", 29);
    const place = { key: "kt-quy-nhon", lat: 13.77, lon: 109.2167 };
    expect(living.world.air(place, time).wind).toBeGreaterThan(25);
    expect(living.world.air(place, time).pressure).toBeLessThan(1000);
    expect(living.world.sea(place, time).surge).toBeGreaterThan(0.6);
    expect(living.world.rain(place, time).h24).toBeGreaterThan(80);
    const later = realTime(
      { run: 1, scenario: "bao", startedAt: NOW, speed: 60, startedBy: "test", endedAt: null },
      33,
    );
    const dark = posts
      .filter(({ device }) => device.id === "base-station")
      .filter(({ device, site }) => device.read(living, site, later)?.mains_on === 0);
    expect(dark.length).toBeGreaterThan(20);
  });

  test("the fire story drives P past band V and lights hotspots that go out again", () => {
    const { living, time } = during("chay-rung", 100);
    const forest = sites.find((site) => site.kind === "forest");
    if (!forest) throw new Error("no forest");
    expect(living.fireIndex(forest, time)).toBeGreaterThan(10_000);
    const burning = posts.filter(({ device }) => device.id === "hotspot");
    const power = (hour: number) =>
      burning.map(({ device, site }) => device.read(living, site, NOW + hour * 60_000)?.hotspot_frp ?? 0);
    expect(Math.max(...power(90))).toBeGreaterThan(30);
    expect(Math.max(...power(0))).toBe(0);
    expect(Math.max(...power(140))).toBeLessThan(0.001);
  });
});
