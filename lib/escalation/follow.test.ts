import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Change } from "#lib/alert/event.ts";
import { recordSignals } from "#lib/alert/record.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { planOf } from "./model.ts";
import { insertTasks, tasksOf } from "./sql/tasks.ts";
import { policies, removePolicy, savePolicy } from "./sql.ts";
import { type Stage, stageOf } from "./testing.ts";

const STORM = 5_000;
const MINUTE = 60_000;
let db: TestDatabase;
let stage: Stage;
let now: number;

beforeAll(async () => {
  db = await testDatabase();
  stage = await stageOf(db.pool, STORM);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await stage.clear();
  now = Date.now();
});

const inS = (task: { dueAt: number }) => Math.round((task.dueAt - now) / 1_000);
const planned = async (id: number) =>
  (await tasksOf(db.pool, id)).map((t) => [t.policyId, t.step, t.plan.whom, inS(t), t.state, t.reason]);

describe("an alert that rings", () => {
  test("plans every step of the policy that matches it, in its own transaction", async () => {
    const id = await stage.say(0, stage.raised(now));
    expect(await planned(id)).toEqual([
      ["p1", 1, "on_duty", 0, "waiting", null],
      ["p1", 2, "agency", 0, "waiting", null],
      ["p1", 3, "shift_lead", 300, "waiting", null],
      ["p1", 4, "leader", 900, "waiting", null],
    ]);
    await expect(
      tx(db.pool, async (client) => {
        await recordSignals(client, [stage.signal(1, [stage.raised(now)])]);
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    const { rows } = await db.pool.query("SELECT count(*) AS n FROM escalation_task");
    expect(rows[0].n).toBe(4);
  });

  test("waits half a minute for others of its cause, unless it is urgent", async () => {
    const id = await stage.say(0, stage.raised(now, 3));
    expect(await planned(id)).toEqual([
      ["p3-p4", 1, "on_duty", 30, "waiting", null],
      ["p3-p4", 2, "shift_lead", 3_630, "waiting", null],
    ]);
  });

  test("counts from when it was known, not from the time of data that came late", async () => {
    const id = await stage.say(0, stage.raised(now - 20 * MINUTE));
    expect((await planned(id)).map((t) => t[3])).toEqual([0, 0, 300, 900]);
  });

  test("that is simulated follows the policy of exercises alone", async () => {
    const id = await stage.say(0, stage.raised(now), { simulated: true });
    expect(new Set((await planned(id)).map((t) => t[0]))).toEqual(new Set(["mo-phong"]));
  });
});

describe("what is not yet due is cancelled, and kept", () => {
  const cases: [string, Change, string][] = [
    ["an acknowledgement", { type: "acknowledged" }, "answered"],
    ["a suppression", { type: "suppressed", why: "nguồn mất" }, "hidden"],
    ["maintenance", { type: "maintenance_started", order: "PCT-7", until: null }, "hidden"],
  ];
  test.each(cases)("by %s", async (_, change, reason) => {
    const id = await stage.say(0, stage.raised(now));
    await stage.act(id, { ...change, at: now + 1 });
    const tasks = await planned(id);
    expect(tasks).toHaveLength(4);
    expect(new Set(tasks.map((t) => `${t[4]} ${t[5]}`))).toEqual(new Set([`cancelled ${reason}`]));
  });

  test("by a shelf", async () => {
    const id = await stage.say(0, stage.raised(now, 3));
    await stage.act(id, { type: "shelved", until: now + MINUTE, why: "đang xử lý", at: now });
    expect(new Set((await planned(id)).map((t) => t[5]))).toEqual(new Set(["hidden"]));
  });

  test("by a note it is not", async () => {
    const id = await stage.say(0, stage.raised(now));
    await stage.act(id, { type: "noted", text: "đã gọi", at: now });
    expect((await planned(id)).every((t) => t[4] === "waiting")).toBe(true);
  });
});

describe("a ring begins anew", () => {
  test("when the acknowledgement ran out", async () => {
    const id = await stage.say(0, stage.raised(now));
    await stage.act(id, { type: "acknowledged", at: now });
    await stage.act(id, { type: "unacknowledged", reason: "no_progress", at: now }, "job:alert-clock");
    const tasks = await tasksOf(db.pool, id);
    expect(tasks.filter((t) => t.sinceSeq === 1).every((t) => t.state === "cancelled")).toBe(true);
    expect(tasks.filter((t) => t.sinceSeq === 3).map((t) => t.state)).toEqual(Array(4).fill("waiting"));
  });

  test("when it fires again before anybody answered, in the place of the old one", async () => {
    const id = await stage.say(0, stage.raised(now));
    await stage.say(0, stage.returned(now + 1));
    await stage.say(0, stage.raised(now + 2));
    const tasks = await tasksOf(db.pool, id);
    expect(tasks.filter((t) => t.state === "waiting").map((t) => t.sinceSeq)).toEqual([3, 3, 3, 3]);
    expect(tasks.filter((t) => t.reason === "rang_again")).toHaveLength(4);
  });

  test("when what was hidden is shown again unanswered, but not when it was answered", async () => {
    const id = await stage.say(0, stage.raised(now));
    await stage.act(id, { type: "suppressed", why: "nguồn mất", at: now });
    await stage.act(id, { type: "unsuppressed", at: now });
    expect((await planned(id)).filter((t) => t[4] === "waiting")).toHaveLength(4);
    await stage.act(id, { type: "acknowledged", at: now });
    await stage.act(id, { type: "suppressed", why: "nguồn mất", at: now });
    await stage.act(id, { type: "unsuppressed", at: now });
    expect((await planned(id)).filter((t) => t[4] === "waiting")).toHaveLength(0);
  });
});

test("two transactions that plan the same plan it once", async () => {
  const id = await stage.say(0, stage.raised(now));
  const tasks = planOf(await policies(db.pool), { ...BARE, id }).map((planned) => ({
    ...planned,
    alertId: id,
    sinceSeq: 1,
  }));
  const made = await Promise.all(
    Array.from({ length: 4 }, () => tx(db.pool, (client) => insertTasks(client, [...tasks, ...tasks]))),
  );
  expect(made).toEqual([0, 0, 0, 0]);
  const anew = tasks.map((task) => ({ ...task, sinceSeq: 9 }));
  const raced = await Promise.all(
    Array.from({ length: 4 }, () => tx(db.pool, (client) => insertTasks(client, anew))),
  );
  expect(raced.reduce((a, b) => a + b)).toBe(4);
  expect(await tasksOf(db.pool, id)).toHaveLength(8);
});

test("a storm of 5,000 costs the statements of one", async () => {
  const statements: string[] = [];
  const startedAt = performance.now();
  let mine = 0;
  await tx(db.pool, async (client) => {
    const query = client.query.bind(client);
    const counting = Object.create(client, {
      query: {
        value: async (q: { name?: string }, ...rest: []) => {
          const from = performance.now();
          const answer = await query(q as never, ...rest);
          statements.push(q.name ?? "");
          if (q.name?.startsWith("escalation")) mine += performance.now() - from;
          return answer;
        },
      },
    });
    const all = stage.series.map((_, n) => stage.signal(n, [stage.raised(now, 2)]));
    await recordSignals(counting, all);
  });
  const took = performance.now() - startedAt;
  console.log(`5,000 raises: ${took.toFixed(0)} ms, of which the escalation ${mine.toFixed(0)} ms`);
  expect(statements.filter((name) => name.startsWith("escalation"))).toEqual([
    "escalation-policies",
    "escalation-insert",
  ]);
  const { rows } = await db.pool.query("SELECT count(*) AS n FROM escalation_task");
  expect(rows[0].n).toBe(STORM * 4);
});

describe("a policy", () => {
  const policy = {
    id: "so-tnmt",
    nameVi: "Sở Nông nghiệp và Môi trường",
    nameEn: "Agriculture and environment",
    match: { priorities: [1 as const], agencies: ["snnmt"] },
    steps: [{ afterS: 0, whom: "agency" as const }],
  };

  test("is versioned; saying the same twice changes nothing", async () => {
    expect(await savePolicy(db.pool, policy)).toBeNull();
    expect(await savePolicy(db.pool, policy)).toBeUndefined();
    expect(await savePolicy(db.pool, { ...policy, enabled: false })).toMatchObject({
      version: 1,
      enabled: true,
    });
    const all = await policies(db.pool);
    expect(all.find((one) => one.id === policy.id)).toMatchObject({ version: 2, enabled: false });
    expect(planOf(all, { ...BARE, agencyId: "snnmt" }).map((p) => p.policyId)).not.toContain(policy.id);
    await removePolicy(db.pool, policy.id);
  });

  test("applies beside the others, to the agencies that it names", async () => {
    await savePolicy(db.pool, policy);
    const all = await policies(db.pool);
    expect(planOf(all, { ...BARE, agencyId: "snnmt" }).map((p) => p.policyId)).toContain(policy.id);
    expect(planOf(all, BARE).map((p) => p.policyId)).not.toContain(policy.id);
    await removePolicy(db.pool, policy.id);
  });

  test.each([
    ["a role without saying which", { afterS: 0, whom: "role" }],
    ["a person without saying who", { afterS: 0, whom: "person" }],
    ["repeats without a rhythm", { afterS: 0, whom: "leader", repeatTimes: 2 }],
    ["a negative delay", { afterS: -1, whom: "leader" }],
  ])("is refused with %s", async (_, step) => {
    await expect(savePolicy(db.pool, { ...policy, steps: [step] } as never)).rejects.toThrow();
  });
});

const BARE = {
  ruleId: "flood",
  priority: 1,
  simulated: false,
  agencyId: null,
} as unknown as Parameters<typeof planOf>[1];
