import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Priority } from "#lib/alert/model.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { seedShift, seedStaff } from "#lib/shift/testing.ts";
import type { KpiSpan, Load } from "./model.ts";
import { answers, badActors, idleRules, split } from "./sql/quality.ts";
import { SETS, type SetId } from "./sql/sets.ts";
import { alarmsBehind, count, floodTime, load, size, startOf, worstStaleDay } from "./sql.ts";
import { type Rules, type Story, seedRules, tellStories, writeStories } from "./testing.ts";

const NOW = Date.parse("2026-11-30T09:34:00+07:00");
const FLOOR = Date.parse("2026-11-30T09:30:00+07:00");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OFFSET = 7 * HOUR;

let db: TestDatabase;
let rules: Rules;
beforeAll(async () => {
  db = await testDatabase();
  rules = await seedRules(db.pool, [1, 15, 60, 5]);
  await seedStaff(db.pool, { an: "lead", binh: "duty", chi: "duty" });
});
afterAll(() => db?.drop());
beforeEach(clear);

async function clear(): Promise<void> {
  await db.pool.query(
    "TRUNCATE alert_event, alert, annunciation, shift, shift_member, handover, handover_check, handover_signature, flood, flood_report",
  );
}

/** The plainest way to each figure: loops over all rows. */
const naive = {
  load(stories: readonly Story[], shifts: readonly Shift[], { from, to, simulated }: KpiSpan): Load {
    const counts: number[] = [];
    const each: number[] = [];
    for (let start = from; start + 10 * MINUTE <= to; start += 10 * MINUTE) {
      const n = rings(stories, simulated).filter((at) => at >= start && at < start + 10 * MINUTE).length;
      const crew = shifts.find((shift) => shift.from <= start && start < shift.to)?.crew ?? 1;
      counts.push(n);
      each.push(n / Math.max(1, crew));
    }
    const mean = (all: number[]) => all.reduce((sum, n) => sum + n, 0) / all.length;
    return {
      periods: counts.length,
      alarms: counts.reduce((sum, n) => sum + n, 0),
      average: mean(counts),
      most: Math.max(...counts),
      over: counts.filter((n) => n > 10).length,
      averageEach: mean(each),
      mostEach: Math.max(...each),
      overEach: each.filter((n) => n > 10).length,
    };
  },
  unacked: (s: Story, { to }: KpiSpan) =>
    s.closedAt === null &&
    s.visibility === "shown" &&
    s.response === "unack" &&
    s.rungAt + (rules[s.ruleId]?.minutes ?? 0) * MINUTE < to,
  stale: (s: Story, { to }: KpiSpan) =>
    s.returnedAt === null && s.visibility === "shown" && sinceOf(s) + DAY < to,
  chattering(s: Story, { from, to }: KpiSpan) {
    const flips = s.events.filter(
      (e) => /^(returned|reactivated)$/.test(e.type) && e.at >= from && e.at < to,
    );
    return flips.some((flip, i) => i >= 2 && flip.at - (flips[i - 2]?.at ?? 0) <= MINUTE);
  },
  fleeting(s: Story, { from, to }: KpiSpan) {
    const course = s.events.filter(
      (e) => /^(raised|reactivated|returned|acknowledged)$/.test(e.type) && e.at >= from && e.at < to,
    );
    return course.some((e, i) => {
      const next = course[i + 1];
      return /^(raised|reactivated)$/.test(e.type) && next?.type === "returned" && next.at - e.at <= MINUTE;
    });
  },
  answered: (s: Story, { from, to }: KpiSpan) =>
    s.raisedAt >= from && s.raisedAt < to && s.events.some((e) => e.type === "acknowledged"),
  idle: (s: Story, span: KpiSpan) =>
    naive.answered(s, span) &&
    s.closedAt !== null &&
    !s.events.some(
      (e) =>
        /^(progress_started|step_done|noted|assigned|ordered)$/.test(e.type) ||
        (e.type === "closed" && e.note),
    ),
  shelved: (s: Story) => s.closedAt === null && s.visibility === "shelved",
  worstStaleDay(stories: readonly Story[], { from, to, simulated }: KpiSpan) {
    let worst = 0;
    for (let start = Math.floor((from + OFFSET) / DAY) * DAY - OFFSET; start < to; start += DAY) {
      const n = stories.filter((s) => {
        const begins = sinceOf(s) + DAY;
        if (s.simulated !== simulated || begins >= start + DAY || begins >= to) return false;
        return s.returnedAt === null ? s.visibility === "shown" : s.returnedAt > Math.max(begins, start);
      }).length;
      worst = Math.max(worst, n);
    }
    return worst;
  },
  percentile(all: readonly number[], q: number): number | null {
    if (all.length === 0) return null;
    const sorted = [...all].sort((a, b) => a - b);
    const at = q * (sorted.length - 1);
    const low = sorted[Math.floor(at)] as number;
    const high = sorted[Math.ceil(at)] as number;
    return low + (high - low) * (at - Math.floor(at));
  },
};

type Shift = { from: number; to: number; crew: number };
const rings = (stories: readonly Story[], simulated: boolean) =>
  stories.flatMap((s) => (s.simulated === simulated ? s.announced : []));
const sinceOf = (s: Story) => s.events.findLast((e) => e.type === "reactivated")?.at ?? s.raisedAt;
const spread = (all: readonly number[]) => ({
  p50: naive.percentile(all, 0.5),
  p95: naive.percentile(all, 0.95),
});

/** Rounds what two ways of dividing make different in the last bit. */
function near<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_, x) => (typeof x === "number" ? Number(x.toFixed(6)) : x)));
}

function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function write(
  seed: number,
  size: number,
  days: number,
): Promise<{ stories: Story[]; shifts: Shift[] }> {
  await clear();
  const random = randomOf(seed);
  const stories = tellStories({ count: size, now: NOW, days, firstId: 1 }, random);
  await writeStories(db.pool, stories);
  const shifts: Shift[] = [];
  for (let n = 0; n < 6; n++) {
    const from = FLOOR - (n + 1) * 8 * HOUR - 15 * MINUTE;
    const crew = Math.floor(random() * 4);
    const people = { an: "lead" as const, binh: "duty" as const, chi: "duty" as const };
    await seedShift(
      db.pool,
      from,
      from + 8 * HOUR,
      Object.fromEntries(Object.entries(people).slice(0, crew)),
    );
    shifts.push({ from, to: from + 8 * HOUR, crew });
  }
  return { stories, shifts };
}

const MEMBERS = ["unacked", "stale", "chattering", "fleeting", "answered", "idle", "shelved"] as const;

test("every figure is what loops over the same rows make of them", async () => {
  const world = fc.record({
    seed: fc.integer(),
    size: fc.integer({ min: 1, max: 120 }),
    days: fc.constantFrom(0.05, 0.5, 3, 40),
    simulated: fc.boolean(),
  });
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(world, async ({ seed, size: length, days, simulated }) => {
      const { stories, shifts } = await write(seed, length, days);
      const span = { from: FLOOR - 30 * DAY, to: NOW, simulated };
      const own = stories.filter((s) => s.simulated === simulated);
      const short = { ...span, from: FLOOR - 2 * DAY, to: FLOOR };
      expect(near(await load(db.pool, short))).toEqual(near(naive.load(stories, shifts, short)));
      for (const set of MEMBERS) {
        const expected = own.filter((s) => naive[set](s, span)).map((s) => s.id);
        seen.set(set, (seen.get(set) ?? 0) + expected.length);
        expect(await size(db.pool, set, span), set).toBe(expected.length);
        const listed = await alarmsBehind(db.pool, set, span, {}, 500);
        expect(listed.total, set).toBe(expected.length);
        expect(
          listed.alerts.map((a) => a.id).sort((a, b) => a - b),
          set,
        ).toEqual(expected);
      }
      const heard = rings(stories, simulated).filter((at) => at >= span.from && at < span.to);
      expect(await size(db.pool, "announced", span)).toBe(heard.length);
      const worst = await worstStaleDay(db.pool, span);
      expect(worst.n).toBe(naive.worstStaleDay(stories, span));
      if (worst.from !== null && worst.to !== null) {
        const day = { from: worst.from, to: worst.to, simulated };
        expect(await size(db.pool, "stood", day)).toBe(worst.n);
      }
      const urgent = own.filter((s) => s.worst <= 2).flatMap((s) => s.announced);
      expect(await size(db.pool, "urgent", span)).toBe(urgent.filter((at) => at >= span.from).length);
      const busiest = naive.load(stories, shifts, short).mostEach ?? 0;
      expect((await size(db.pool, "peak", short)) > 0).toBe(busiest > 0);
      await compareQuality(own, span);
    }),
    { numRuns: 40 },
  );
  // A property that never met a case proves nothing.
  for (const set of MEMBERS) expect(seen.get(set), set).toBeGreaterThan(0);
});

async function compareQuality(own: readonly Story[], span: KpiSpan): Promise<void> {
  const inSpan = (at: number) => at >= span.from && at < span.to;
  const rung = own.map((s) => ({ ...s, n: s.announced.filter(inSpan).length }));
  const byPriority = { 1: 0, 2: 0, 3: 0, 4: 0 };
  const byObject = new Map<string, number>();
  for (const { worst, ruleId, object, n } of rung) {
    byPriority[worst] += n;
    if (n > 0) byObject.set(`${ruleId} ${object}`, (byObject.get(`${ruleId} ${object}`) ?? 0) + n);
  }
  expect(await split(db.pool, span)).toEqual(byPriority);
  const actors = await badActors(db.pool, span);
  const most = [...byObject.values()].sort((a, b) => b - a).slice(0, 10);
  expect(actors.top.map((one) => one.alarms)).toEqual(most);
  for (const one of actors.top) expect(byObject.get(`${one.ruleId} ${one.object}`)).toBe(one.alarms);
  expect(actors.total).toBe([...byObject.values()].reduce((sum, n) => sum + n, 0));

  const answered = own.filter((s) => naive.answered(s, span));
  for (const line of await answers(db.pool, span)) {
    const group = answered.filter(
      (s) => s.worst === line.priority && (line.all || s.agencyId === line.agencyId),
    );
    const ackedAt = (s: Story) => s.events.find((e) => e.type === "acknowledged")?.at as number;
    const acks = group.map((s) => (ackedAt(s) - s.raisedAt) / 1_000);
    const closes = group.flatMap((s) => (s.closedAt === null ? [] : [(s.closedAt - s.raisedAt) / 1_000]));
    const { acknowledged, inTime, closed, ack, close } = line;
    expect(near({ acknowledged, inTime, closed, ack, close })).toEqual(
      near({
        acknowledged: group.length,
        inTime: group.filter((s, i) => (acks[i] as number) <= (rules[s.ruleId]?.minutes ?? 0) * 60).length,
        closed: closes.length,
        ack: spread(acks),
        close: spread(closes),
      }),
    );
  }
  const priorities = new Set(answered.map((s) => s.worst));
  expect((await answers(db.pool, span)).filter((line) => line.all)).toHaveLength(priorities.size);

  const over = answered.filter((s) => s.closedAt !== null);
  const idle = over.filter((s) => naive.idle(s, span));
  const found = await idleRules(db.pool, span);
  expect(found).toMatchObject({ closed: over.length, idle: idle.length });
  for (const { ruleId, closed, idle: n } of found.rules) {
    expect([closed, n]).toEqual([
      over.filter((s) => s.ruleId === ruleId).length,
      idle.filter((s) => s.ruleId === ruleId).length,
    ]);
  }
}

function story(id: number, over: Partial<Story> = {}): Story {
  return {
    id,
    ruleId: "r1",
    object: `series:${id}`,
    worst: 3 as Priority,
    agencyId: null,
    simulated: false,
    visibility: "shown",
    process: "active",
    response: "unack",
    raisedAt: NOW - HOUR,
    rungAt: NOW - HOUR,
    returnedAt: null,
    closedAt: null,
    occurrences: 1,
    events: [{ type: "raised", at: NOW - HOUR }],
    announced: [NOW - HOUR],
    ...over,
  };
}

describe("periods of ten minutes", () => {
  test("lie on the clock's tens of the local time", async () => {
    expect((await startOf(db.pool, NOW, false)).floor).toBe(FLOOR);
    await writeStories(db.pool, [story(1, { announced: [NOW - 3_000 * DAY - 4 * MINUTE] })]);
    expect((await startOf(db.pool, NOW, false)).since).toBe(FLOOR - 3_000 * DAY);
  });

  test("an alarm on the border belongs to the later one", async () => {
    const announced = Array.from({ length: 11 }, () => FLOOR - 10 * MINUTE);
    await writeStories(db.pool, [story(1, { announced: [...announced, FLOOR - 10 * MINUTE - 1] })]);
    const span = { from: FLOOR - HOUR, to: FLOOR, simulated: false };
    expect(await load(db.pool, span)).toMatchObject({ periods: 6, alarms: 12, most: 11, over: 1 });
  });

  test("are shared among the people on duty; nobody on the roster counts as one", async () => {
    const announced = Array.from({ length: 12 }, () => FLOOR - 5 * MINUTE);
    await writeStories(db.pool, [story(1, { announced })]);
    const span = { from: FLOOR - 10 * MINUTE, to: FLOOR, simulated: false };
    expect(await load(db.pool, span)).toMatchObject({ over: 1, overEach: 1, mostEach: 12 });
    await seedShift(db.pool, FLOOR - HOUR, FLOOR + HOUR, { an: "lead", binh: "duty", chi: "duty" });
    expect(await load(db.pool, span)).toMatchObject({ over: 1, overEach: 0, mostEach: 4 });
    expect(await size(db.pool, "crowded", span)).toBe(0);
    await db.pool.query("DELETE FROM shift_member");
    expect(await size(db.pool, "crowded", span)).toBe(12);
  });
});

test("time in flood is cut at the span, and runs on while the flood does", async () => {
  const flood = (from: number, to: number | null, simulated = false) =>
    db.pool.query(
      `INSERT INTO flood (simulated, started_at, ended_at, peak_rate, rate, alarms, started_by)
       VALUES ($1, $2, $3, 12, 12, 12, 'job:flood')`,
      [simulated, new Date(from), to && new Date(to)],
    );
  await flood(NOW - 3 * HOUR, NOW - 2 * HOUR - 30 * MINUTE);
  await flood(NOW - HOUR - 10 * MINUTE, NOW - HOUR);
  await flood(NOW - 5 * MINUTE, null);
  await flood(NOW - 2 * HOUR, NOW, true);
  const span = { from: NOW - 2 * HOUR - 45 * MINUTE, to: NOW, simulated: false };
  expect(await floodTime(db.pool, span)).toBe((15 + 10 + 5) * MINUTE);
});

test("a list is narrowed to one rule, object, priority or agency, and never longer than asked", async () => {
  await writeStories(db.pool, [
    story(1, { ruleId: "r0", worst: 1 }),
    story(2, { agencyId: "ca" }),
    story(3, { announced: [NOW - HOUR, NOW - MINUTE] }),
  ]);
  const span = { from: NOW - DAY, to: NOW, simulated: false };
  const list = async (narrow: Parameters<typeof alarmsBehind>[3], limit = 10) => {
    const { total, alerts } = await alarmsBehind(db.pool, "announced", span, narrow, limit);
    return [total, ...alerts.map((a) => a.id)];
  };
  expect(await list({})).toEqual([3, 3, 2, 1]);
  expect(await list({}, 1)).toEqual([3, 3]);
  expect(await list({ rule: "r0" })).toEqual([1, 1]);
  expect(await list({ object: "series:2" })).toEqual([1, 2]);
  expect(await list({ priority: 1 })).toEqual([1, 1]);
  expect(await list({ agency: "ca" })).toEqual([1, 2]);
  expect(await list({ agency: "" })).toEqual([2, 3, 1]);
});

test("with nothing stored every figure is there, and every list empty", async () => {
  expect(await count(db.pool, NOW, false)).toMatchObject({
    rateNow: 0,
    positions: 1,
    floodMs: 0,
    unacked: 0,
    missed: 0,
    delivery: { sent: 0, failed: 0, p95Ms: null },
    handovers: { due: 0, onTime: 0 },
  });
  const span = { from: NOW - DAY, to: NOW, simulated: false };
  for (const set of Object.keys(SETS) as SetId[]) {
    expect(await alarmsBehind(db.pool, set, span, {}, 5), set).toEqual({ total: 0, alerts: [] });
  }
});

test("real and simulated alarms are never mixed", async () => {
  await writeStories(db.pool, [
    story(1),
    story(2, { simulated: true, announced: [NOW - MINUTE, NOW - 2 * MINUTE] }),
  ]);
  expect(await count(db.pool, NOW, true)).toMatchObject({ rateNow: 2, unacked: 1 });
  expect(await count(db.pool, NOW, false)).toMatchObject({ rateNow: 0, unacked: 1 });
});
