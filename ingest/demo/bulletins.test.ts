import { expect, test } from "vitest";
import forecast from "#lib/rule/kinds/forecast.ts";
import lostContact from "#lib/rule/kinds/lost-contact.ts";
import { isWithin } from "#lib/zone/choice.ts";
import { boxOf } from "#lib/zone/model.ts";
import { floodIssue } from "./bulletins.ts";
import { DAY, HOUR } from "./physics/calendar.ts";
import { loadQuyNhonTide, tideOf } from "./physics/tide.ts";
import { fleet } from "./province/fleet.ts";
import { limits } from "./province/limits.ts";
import { rulesMoving } from "./province/rules-moving.ts";
import { zones } from "./province/zones.ts";
import { type Post, posts, sceneOf } from "./scene.ts";

const START = Date.UTC(2026, 1, 10);
const tide = tideOf(await loadQuyNhonTide());
const gauges = posts.filter(({ device, site }) => device.id === "gauge" && site.kind === "gauge");
const rule = rulesMoving.find(({ id }) => id === "demo-du-bao-lu");
const params = forecast.schema.parse(rule?.params);

/** What the demo's own rule says of a bulletin. */
function verdicts(
  post: Post,
  now: number,
  { speed, scene }: { speed: number; scene: ReturnType<typeof sceneOf> },
) {
  const set = limits.find(({ asset, metric }) => asset === post.site.key && metric === "water_level");
  const ready = forecast.ready(params, { levels: set?.levels ?? [], priority: 2, periodMs: 10_000 });
  if (!ready) return [];
  const { issuedAt, points } = floodIssue(scene, post, { now, speed });
  const value = post.device.read(scene, post.site, now)?.water_level ?? 0;
  const issues = [{ source: "demo-du-bao", issuedAt, points }];
  return forecast.judge(forecast.restore(null, null), { now, observed: { at: now, value }, issues }, ready)
    .verdicts;
}

test("bulletins say nothing of floods in calm weather", () => {
  const scene = sceneOf({ seed: 2025, tide, runs: [], since: START - DAY });
  const judged = gauges.flatMap((post) =>
    Array.from({ length: 40 }, (_, i) => verdicts(post, START + i * 6 * HOUR, { speed: 1, scene })).flat(),
  );
  expect(judged).toEqual([]);
});

test("bulletins foretell the flood of the scenario", () => {
  const run = {
    run: 1,
    scenario: "lu-11-2025",
    startedAt: START,
    speed: 120,
    startedBy: "user:x",
    endedAt: null,
  };
  const scene = sceneOf({ seed: 2025, tide, runs: [run], since: START - DAY });
  const rang = gauges.flatMap((post) =>
    Array.from({ length: 30 }, (_, i) => verdicts(post, START + i * 90_000, { speed: 120, scene })).flat(),
  );
  expect(rang.length).toBeGreaterThan(3);
  for (const verdict of rang)
    expect(verdict).toMatchObject({ type: "raised", level: expect.stringMatching(/^bd[23]$/) });
});

test("a boat at its berth lies in a port, one at its fishing ground does not", () => {
  const ports = zones.map((zone) => ({
    ...zone,
    box: boxOf(zone.shape),
    from: 0,
    until: Number.POSITIVE_INFINITY,
  }));
  for (const { site, voyage } of fleet) {
    expect(isWithin(ports, { lon: site.lon, lat: site.lat }, START), site.key).toBe(true);
    expect(isWithin(ports, voyage.ground, START), site.key).toBe(false);
  }
});

test("zones are marked as drawn for show, and every rule says what to do, step by step", () => {
  for (const zone of zones) {
    expect(zone.simulated).toBe(true);
    expect(zone.nameVi).toContain("minh họa");
  }
  for (const { id, response } of rulesMoving) expect(response.steps?.length, id).toBeGreaterThan(2);
  expect(
    lostContact.schema.safeParse(rulesMoving.find((r) => r.kind === "lost-contact")?.params).success,
  ).toBe(true);
});
