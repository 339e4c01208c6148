import { beforeAll, describe, expect, test } from "vitest";
import { published } from "#ingest/demo/scenario/flood-2025-11.ts";
import { type LiveScene, sceneOf } from "#ingest/demo/scene.ts";
import { realTime, type ScenarioRun } from "#lib/scenario/model.ts";
import { DAY, HOUR, MINUTE } from "./calendar.ts";
import { loadQuyNhonTide, type Tide, tideOf } from "./tide.ts";

let tide: Tide;
beforeAll(async () => {
  tide = tideOf(await loadQuyNhonTide());
});

function run(startedAt: number, speed: number, endedAt: number | null = null): ScenarioRun {
  return { run: 1, scenario: "lu-11-2025", startedAt, speed, startedBy: "test", endedAt };
}

function playing(of: ScenarioRun, seed = 2025): LiveScene {
  return sceneOf({ seed, tide, runs: [of], since: of.startedAt - DAY });
}

const starts: [string, number, number][] = [
  ["November at 120 ×", Date.parse("2026-11-21T09:00:00Z"), 120],
  ["a July afternoon at 24 ×", Date.parse("2027-07-02T08:30:00Z"), 24],
  ["February, reservoirs full, at its own pace", Date.parse("2027-02-10T01:00:00Z"), 1],
];

describe.each(starts)("the flood of November 2025 started in %s", (_, startedAt, speed) => {
  const play = run(startedAt, speed);
  let scene: LiveScene;
  beforeAll(() => {
    scene = playing(play);
  });

  test.each(published.map((pin) => [`${pin.node} ${pin.quantity} at hour ${pin.hour}`, pin] as const))(
    "%s is as published",
    (_, pin) => {
      const time = realTime(play, pin.hour);
      if (pin.quantity === "stage") {
        expect(Math.abs(scene.world.river(pin.node, time).stage - pin.value)).toBeLessThan(0.01);
        return;
      }
      const state = scene.world.reservoir(pin.node, time);
      const tolerance = pin.quantity === "volume" ? 0.05 : 1;
      expect(Math.abs(state[pin.quantity] - pin.value)).toBeLessThan(tolerance);
    },
  );

  test("reservoir levels are the published ones within a centimetre", () => {
    const level = (node: string, hour: number) => scene.world.reservoir(node, realTime(play, hour)).level;
    expect(level("ho-dinh-binh", 28)).toBeCloseTo(85.35, 2);
    expect(level("ho-dong-mit", 28)).toBeCloseTo(92.467, 2);
    expect(level("ho-dinh-binh", 96)).toBeCloseTo(91.02, 2);
    expect(level("ho-dong-mit", 96)).toBeCloseTo(97.12, 2);
    expect(scene.world.reservoir("ho-dinh-binh", realTime(play, 96)).spill).toBeCloseTo(152, 0);
  });

  test("between the points rivers rise and fall smoothly and crest where they were seen to", () => {
    const highest = (node: string) => {
      let most = 0;
      for (let hour = 0; hour < 101.8; hour += 0.1) {
        const here = scene.world.river(node, realTime(play, hour)).stage;
        const next = scene.world.river(node, realTime(play, hour + 0.1)).stage;
        expect(Math.abs(next - here)).toBeLessThan(0.35);
        most = Math.max(most, here);
      }
      return most;
    };
    expect(highest("ha-thanh-van-canh")).toBeLessThan(45.2);
    expect(highest("kon-thanh-hoa")).toBeLessThan(7.8);
    expect(highest("kon-binh-nghi")).toBeLessThan(17.9);
  });
});

describe("the flood's beginning and end", () => {
  const startedAt = Date.parse("2026-11-21T09:00:00Z");

  test("the first minute is the everyday river", () => {
    const scene = playing(run(startedAt, 120));
    const before = scene.world.river("kon-thanh-hoa", startedAt - 1).stage;
    expect(Math.abs(scene.world.river("kon-thanh-hoa", startedAt + 10_000).stage - before)).toBeLessThan(
      0.03,
    );
  });

  test("stopped in the middle it ebbs without a jump and leaves nothing after an hour", () => {
    const stop = startedAt + 12 * MINUTE;
    const scene = playing(run(startedAt, 120, stop));
    const calm = sceneOf({ seed: 2025, tide, runs: [], since: startedAt - DAY });
    const at = (time: number) => scene.world.river("kon-thanh-hoa", time).stage;
    const usual = (time: number) => calm.world.river("kon-thanh-hoa", time).stage;
    expect(at(stop) - usual(stop)).toBeGreaterThan(1.5);
    expect(Math.abs(at(stop + 10_000) - at(stop))).toBeLessThan(0.2);
    expect(Math.abs(at(stop + HOUR) - usual(stop + HOUR))).toBeLessThan(0.01);
  });

  test("a restart in the middle goes on where it was", () => {
    const play = run(startedAt, 120);
    const time = realTime(play, 25.3);
    const first = playing(play);
    const second = sceneOf({ seed: 2025, tide, runs: [play], since: time - HOUR });
    expect(second.world.river("kon-thanh-hoa", time)).toEqual(first.world.river("kon-thanh-hoa", time));
    expect(second.world.reservoir("ho-dinh-binh", time)).toEqual(first.world.reservoir("ho-dinh-binh", time));
  });

  test("Định Bình's balance holds: gain is inflow minus release", () => {
    const play = run(startedAt, 1);
    const scene = playing(play);
    const step = 0.05;
    let gained = 0;
    for (let hour = 28; hour < 96; hour += step) {
      const state = scene.world.reservoir("ho-dinh-binh", realTime(play, hour + step / 2));
      gained += ((state.inflow - state.outflow) * step * 3600) / 1e6;
      expect(state.outflow).toBeGreaterThanOrEqual(0);
    }
    expect(gained).toBeCloseTo(214 - 148.794, 0);
  });
});
