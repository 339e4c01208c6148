import { expect, test } from "vitest";
import { type Counted, daysOf, FIGURES, type FigureId, figuresOf, isShort, unheardFigures } from "./model.ts";

const DAY = 86_400_000;
const load = {
  periods: 4_320,
  alarms: 0,
  average: 0,
  most: 0,
  over: 0,
  averageEach: 0,
  mostEach: 0,
  overEach: 0,
};
const CALM: Counted = {
  now: 100 * DAY,
  simulated: false,
  since: 0,
  rateNow: 0,
  positions: 1,
  day: load,
  month: load,
  floodMs: 0,
  stale: { now: 0, worstDay: 0 },
  unacked: 0,
  actors: { total: 0, top: [] },
  chattering: 0,
  fleeting: 0,
  split: { 1: 0, 2: 0, 3: 0, 4: 0 },
  answers: [],
  idle: { closed: 0, idle: 0, rules: [] },
  hidden: [],
  delivery: { sent: 0, failed: 0, p95Ms: null },
  missed: 0,
  handovers: { due: 0, onTime: 0 },
};
const verdict = (over: Partial<Counted>, id: FigureId) =>
  figuresOf({ ...CALM, ...over }).find((figure) => figure.id === id)?.verdict;

test("every figure of the page is judged, once and in order", () => {
  expect(figuresOf(CALM).map((figure) => figure.id)).toEqual([...FIGURES]);
});

test.each([
  ["rate_30d", { month: { ...load, averageEach: 1 } }, "good"],
  ["rate_30d", { month: { ...load, averageEach: 1.5 } }, "watch"],
  ["rate_30d", { month: { ...load, averageEach: 2.1 } }, "bad"],
  ["peak", { month: { ...load, mostEach: 10 } }, "good"],
  ["peak", { month: { ...load, mostEach: 11 } }, "bad"],
  ["over_10", { month: { ...load, overEach: 43 } }, "good"],
  ["over_10", { month: { ...load, overEach: 44 } }, "watch"],
  ["flood_time", { floodMs: 0.3 * DAY }, "good"],
  ["flood_time", { floodMs: 0.31 * DAY }, "watch"],
  ["stale_now", { stale: { now: 4, worstDay: 4 } }, "good"],
  ["stale_day", { stale: { now: 4, worstDay: 5 } }, "watch"],
  ["unacked", { unacked: 1 }, "bad"],
  ["split", { split: { 1: 1, 2: 5, 3: 14, 4: 80 } }, "good"],
  ["split", { split: { 1: 10, 2: 5, 3: 15, 4: 70 } }, "bad"],
  ["handovers", { handovers: { due: 10, onTime: 10 } }, "good"],
  ["handovers", { handovers: { due: 10, onTime: 9 } }, "watch"],
  ["handovers", { handovers: { due: 10, onTime: 8 } }, "bad"],
  ["handovers", { handovers: { due: 0, onTime: 0 } }, "none"],
  ["delivery", { delivery: { sent: 99, failed: 1, p95Ms: 60_000 } }, "good"],
  ["delivery_p95", { delivery: { sent: 99, failed: 1, p95Ms: 60_001 } }, "watch"],
  ["missed", { missed: 1 }, "bad"],
  ["rate_now", { rateNow: 6, positions: 3 }, "good"],
  ["rate_now", { rateNow: 31, positions: 3 }, "bad"],
] as const)("%s of %j is %s", (id, over, expected) => {
  expect(verdict(over as Partial<Counted>, id)).toBe(expected);
});

test("thirty days are needed, and the days there are are told", () => {
  expect([daysOf(CALM), isShort(CALM)]).toEqual([30, false]);
  expect([
    daysOf({ since: 88.5 * DAY, now: 100 * DAY }),
    isShort({ since: 88.5 * DAY, now: 100 * DAY }),
  ]).toEqual([11, true]);
});

test("nothing of this moment is good while no feed is heard; what was counted over days stands", () => {
  const calm = figuresOf(CALM);
  const good = (figures: readonly { id: FigureId; verdict: string; month: boolean }[]) =>
    figures.filter(({ verdict, month }) => verdict === "good" && !month).map(({ id }) => id);
  expect(good(calm)).toContain("rate_now");
  expect(good(unheardFigures(calm))).toEqual([]);
  expect(unheardFigures(calm).filter(({ month }) => month)).toEqual(calm.filter(({ month }) => month));
  const bad = figuresOf({ ...CALM, unacked: 3 });
  expect(unheardFigures(bad).find(({ id }) => id === "unacked")?.verdict).toBe("bad");
});
