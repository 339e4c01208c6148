import { quantileSorted } from "simple-statistics";
import { beforeAll, describe, expect, test } from "vitest";
import { metricById } from "#lib/metric/catalog.ts";
import type { Rule } from "#lib/rule/model.ts";
import { ruleSchema } from "#lib/rule/model.ts";
import { readiesOf } from "#lib/rule/ready.ts";
import { Player } from "#lib/rule/trial/play.ts";
import { type Working, workingRules } from "#lib/rule/works.ts";
import type { ScenarioRun } from "#lib/scenario/model.ts";
import { realTime } from "#lib/scenario/model.ts";
import { type Band, type Shape, shapeKey, slotCount, slotter } from "#lib/season/model.ts";
import { DAY, HOUR, MINUTE } from "../physics/calendar.ts";
import { loadQuyNhonTide, type Tide, tideOf } from "../physics/tide.ts";
import { type LiveScene, posts, sceneOf } from "../scene.ts";
import { seriesRules } from "./series-rules.ts";

const NOW = Date.parse("2026-11-21T09:00:00Z");
const ZONE = "Asia/Ho_Chi_Minh";
let tide: Tide;
beforeAll(async () => {
  tide = tideOf(await loadQuyNhonTide());
});

const works = workingRules(
  seriesRules.map((rule) => ({ ...ruleSchema.parse(rule), version: 1 }) as Rule),
  (problem) => {
    throw new Error(problem);
  },
);
const metricOf = ({ rule }: Working) => (rule.target as { metric: string }).metric;

type Post = (typeof posts)[number];

/** As the wire and the sink round it. */
function said(scene: LiveScene, { device, site }: Post, { metric, time }: { metric: string; time: number }) {
  const value = device.read(scene, site, time)?.[metric];
  return value === undefined ? undefined : Number(value.toFixed(metricById(metric)?.decimals ?? 2));
}

/** The week of hourly values that the demo tells of its past, as the job makes a band of it. */
function bandOf(scene: LiveScene, post: Post, { shape, metric }: { shape: Shape; metric: string }): Band {
  const slotOf = slotter(ZONE, shape.slots);
  const heard: number[][] = Array.from({ length: slotCount(shape.slots) }, () => []);
  for (let time = NOW - 7 * DAY; time < NOW; time += HOUR) {
    const value = said(scene, post, { metric, time });
    if (value !== undefined) heard[slotOf(time)]?.push(value);
  }
  for (const slot of heard) slot.sort((a, b) => a - b);
  const at = (pct: number) => Float64Array.from(heard, (slot) => quantileSorted(slot, pct / 100));
  const samples = Int32Array.from(heard, (slot) => slot.length);
  return { zone: ZONE, low: at(shape.lowPct), mid: at(50), high: at(shape.highPct), samples };
}

type Span = { scene: LiveScene; from: number; to: number; stepMs: number };

/** Which places would have rung, over a span. */
function rung(one: Working, { scene, from, to, stepMs }: Span): string[] {
  const metric = metricOf(one);
  return posts
    .filter(({ device }) => device.metrics.includes(metric))
    .flatMap((post) => {
      const shape = one.kind.shape?.(one.params);
      const band = shape && bandOf(scene, post, { shape, metric });
      const bands = shape && band ? new Map([[shapeKey(shape), band]]) : undefined;
      const periodMs = Math.max(stepMs, post.device.periodS * 1_000);
      const periods = readiesOf(one, { periodMs, bands }, []);
      let rings = 0;
      const write = (verdicts: readonly { type: string }[]) => {
        rings += verdicts.filter(({ type }) => type === "raised").length;
      };
      const player = new Player({ kind: one.kind, periods, periodMs, from, voice: null, write });
      for (let time = from; time < to; time += periodMs) {
        const value = said(scene, post, { metric, time });
        if (value !== undefined) player.hear(time, value, 0);
      }
      return rings > 0 ? [post.site.key] : [];
    });
}

describe("rules over how a value moves", () => {
  test.each(works.map((one) => [one.rule.id, one] as const))(
    "%s does not ring on an ordinary day",
    (_, one) => {
      const scene = sceneOf({ seed: 2025, tide, runs: [], since: NOW - 8 * DAY });
      expect(rung(one, { scene, from: NOW, to: NOW + DAY, stepMs: MINUTE })).toEqual([]);
    },
  );

  test.each([
    ["demo-nuoc-len-nhanh", "lu-11-2025"],
    ["demo-phu-tai-khac-thuong", "bao"],
  ])("%s rings in %s", (id, scenario) => {
    const one = works.find(({ rule }) => rule.id === id) as Working;
    const run: ScenarioRun = {
      run: 1,
      scenario,
      startedAt: NOW,
      speed: 60,
      startedBy: "test",
      endedAt: null,
    };
    const scene = sceneOf({ seed: 2025, tide, runs: [run], since: NOW - 8 * DAY });
    const span = { scene, from: NOW, to: realTime(run, 60), stepMs: 10_000 };
    expect(rung(one, span).length).toBeGreaterThan(0);
  });

  test("each says step by step what is done, and by what its alerts are grouped", () => {
    for (const { rule } of works) {
      expect(rule.response.steps?.length, rule.id).toBeGreaterThan(1);
      expect(rule.groupBy, rule.id).not.toBe("none");
    }
  });
});
