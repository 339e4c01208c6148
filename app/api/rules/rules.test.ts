import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { floodRule, response, seedGauges } from "#lib/alert/testing.ts";
import { auditOf } from "#lib/audit/sql.ts";
import type { RuleInput } from "#lib/rule/model.ts";
import { ruleVersions, thresholdVersions } from "#lib/rule/sql/version.ts";
import { ruleById, upsertRule } from "#lib/rule/sql.ts";
import { saveThresholdSet, thresholdBySubject } from "#lib/threshold/sql.ts";
import { forgetPaces } from "#lib/user/pace.ts";
import { setAgency } from "#lib/user/sql.ts";
import { type WebStation, webStation } from "#lib/user/testing.ts";
import { POST as thresholdAct } from "../thresholds/proposals/[id]/[act]/route.ts";
import { POST as thresholdPropose } from "../thresholds/proposals/route.ts";
import { GET as thresholds } from "../thresholds/route.ts";
import { POST as thresholdTrial } from "../thresholds/trial/route.ts";
import { GET as detail } from "./[id]/route.ts";
import { GET as kinds } from "./kinds/route.ts";
import { POST as act } from "./proposals/[id]/[act]/route.ts";
import { POST as propose } from "./proposals/route.ts";
import { GET as list } from "./route.ts";
import { POST as target } from "./target/route.ts";
import { POST as trial } from "./trial/route.ts";

const HOUR = 3_600_000;
let station: WebStation;
let db: WebStation["db"];
let series: number[];
const ids = { get: (name: string) => station.ids.get(name) };
const PEOPLE = ["duty", "lead", "agency", "leader", "admin"] as const;

beforeAll(async () => {
  station = await webStation();
  db = station.db;
  series = await seedGauges(db.pool, 4);
  await db.pool.query("INSERT INTO agency (id, name_vi, name_en) VALUES ('so-nn', 'Sở NN', 'Agriculture')");
  await db.pool.query("UPDATE asset SET agency_id = 'so-nn' WHERE key = 'gauges-1'");
  await station.add("admin2", "admin");
  await station.add("lead2", "lead");
  await setAgency(db.pool, ids.get("agency") as string, "so-nn");
});
afterAll(() => station?.close());
beforeEach(async () => {
  forgetPaces();
  await db.pool.query("TRUNCATE change_proposal, change_trial, reading, audit");
  await upsertRule(db.pool, flood());
});

const flood = (more: Partial<RuleInput> = {}): RuleInput => ({ ...floodRule(series), ...more });
/** What a form hands in: everything filled in. */
const wanted = (more: Partial<RuleInput> = {}) => flood({ latched: true, groupBy: "basin", ...more });

describe("a rule is changed by two people", () => {
  test("a lead proposes, an administrator approves, and the rule holds with its history", async () => {
    const before = await ruleById(db.pool, "flood");
    const id = await proposed("lead", wanted());
    expect(await ruleById(db.pool, "flood")).toEqual(before);
    await tried("lead", wanted());
    expect(await step("admin", id, "approve", { text: "Đã xem thử" })).toMatchObject({
      status: 200,
      state: "approved",
    });
    const after = await ruleById(db.pool, "flood");
    expect(after).toMatchObject({ latched: true, groupBy: "basin", version: (before?.version ?? 0) + 1 });
    const [newest, older] = await ruleVersions(db.pool, "flood");
    expect(newest).toMatchObject({
      version: after?.version,
      proposedName: "Người lead",
      approvedName: "Người admin",
      proposalId: id,
      trial: { objects: 4, alerts: 0 },
      content: { latched: true, groupBy: "basin" },
    });
    expect(older).toMatchObject({ version: before?.version, content: { latched: false } });
    const acts = (await auditOf(db.pool, "rule:flood")).map((entry) => entry.action);
    expect(acts).toEqual(["rule.approve", "rule.propose"]);
  });

  test("history cannot be rewritten, not even by the owner of the database", async () => {
    await expect(db.pool.query("UPDATE rule_version SET content = '{}'")).rejects.toThrow("append-only");
    await expect(db.pool.query("DELETE FROM rule_version")).rejects.toThrow("append-only");
  });

  test("a new rule comes to be only when it is approved", async () => {
    const fresh = wanted({ id: "moi", nameVi: "Quy tắc mới" });
    const id = await proposed("lead", fresh);
    await tried("lead", fresh);
    expect(await ruleById(db.pool, "moi")).toBeUndefined();
    await step("admin", id, "approve", { text: "Cần" });
    expect(await ruleById(db.pool, "moi")).toMatchObject({ version: 1, enabled: true });
    await db.pool.query("DELETE FROM rule WHERE id = 'moi'");
  });

  test("what is brought back is proposed like any change", async () => {
    await upsertRule(db.pool, wanted());
    const [now, old] = await ruleVersions(db.pool, "flood");
    const id = await proposed("lead", old?.content, { restores: old?.version });
    await tried("lead", old?.content);
    await step("admin", id, "approve", { text: "Trở lại như cũ" });
    const versions = await ruleVersions(db.pool, "flood");
    expect(versions[0]?.content).toEqual(old?.content);
    expect(versions[0]?.version).toBe((now?.version ?? 0) + 1);
  });
});

describe("a proposal is not approved", () => {
  test("by the one who made it", async () => {
    const id = await proposed("admin", wanted());
    await tried("admin", wanted());
    expect(await step("admin", id, "approve", { text: "Tôi thấy được" })).toMatchObject({
      status: 403,
      reason: "second_person",
    });
    expect(await step("admin2", id, "approve", { text: "Đồng ý" })).toMatchObject({ state: "approved" });
  });

  test("by somebody whose password an administrator chose", async () => {
    const id = await proposed("lead", wanted());
    await tried("lead", wanted());
    await station.passwordBy("admin", "user:admin2");
    expect(await step("admin", id, "approve", { text: "x" })).toMatchObject({
      status: 403,
      reason: "password_not_own",
    });
    await station.passwordBy("admin", "self");
    expect(await step("admin", id, "approve", { text: "x" })).toMatchObject({ state: "approved" });
  });

  test("without a trial of exactly this content, of a month, from the last day", async () => {
    const id = await proposed("lead", wanted());
    const refused = { status: 409, reason: "trial_required" };
    expect(await step("admin", id, "approve", { text: "x" })).toMatchObject(refused);
    await tried("lead", flood({ latched: true }));
    expect(await step("admin", id, "approve", { text: "x" })).toMatchObject(refused);
    await tried("lead", wanted(), 7);
    expect(await step("admin", id, "approve", { text: "x" })).toMatchObject(refused);
    await tried("lead", wanted());
    await ageTrials(25);
    expect(await step("admin", id, "approve", { text: "x" })).toMatchObject(refused);
    await tried("lead", wanted());
    expect(await step("admin", id, "approve", { text: "x" })).toMatchObject({ status: 200 });
  });

  test("without a word why", async () => {
    const id = await proposed("lead", wanted());
    await tried("lead", wanted());
    expect(await step("admin", id, "approve", { text: "  " })).toMatchObject({ reason: "why_required" });
    expect(await step("admin", id, "reject", { text: "" })).toMatchObject({ reason: "why_required" });
  });

  test("when the rule has changed since it was written; rebased, it may be", async () => {
    const first = await proposed("lead", flood({ latched: true }));
    const second = await proposed("lead2", flood({ priority: 2 }));
    await tried("lead", flood({ latched: true }));
    await tried("lead", flood({ priority: 2 }));
    expect(await step("admin", first, "approve", { text: "x" })).toMatchObject({ status: 200 });
    expect(await step("admin", second, "approve", { text: "x" })).toMatchObject({
      status: 409,
      reason: "base_changed",
    });
    expect(await step("lead2", second, "rebase")).toMatchObject({ state: "draft" });
    expect(await step("lead2", second, "propose")).toMatchObject({ state: "proposed" });
    expect(await step("admin", second, "approve", { text: "x" })).toMatchObject({ reason: "trial_required" });
    await tried("lead2", flood({ latched: true, priority: 2 }));
    expect(await step("admin", second, "approve", { text: "x" })).toMatchObject({ status: 200 });
    expect(await ruleById(db.pool, "flood")).toMatchObject({ latched: true, priority: 2 });
  });

  test("twice, by two who press at once", async () => {
    await station.add("admin3", "admin");
    const id = await proposed("lead", wanted());
    await tried("lead", wanted());
    const [a, b] = await Promise.all([
      step("admin", id, "approve", { text: "x" }),
      step("admin2", id, "approve", { text: "x" }),
    ]);
    expect([a.status, b.status].sort()).toEqual([200, 409]);
    const taken = (await ruleVersions(db.pool, "flood")).filter((v) => v.proposalId === id);
    expect(taken).toHaveLength(1);
  });

  test("once it is withdrawn or rejected", async () => {
    const gone = await proposed("lead", wanted());
    expect(await step("lead2", gone, "withdraw")).toMatchObject({ status: 403, reason: "not_yours" });
    expect(await step("lead", gone, "withdraw")).toMatchObject({ state: "withdrawn" });
    expect(await step("admin", gone, "approve", { text: "x" })).toMatchObject({ reason: "already_decided" });
    const no = await proposed("lead", wanted());
    expect(await step("admin", no, "reject", { text: "Chưa cần" })).toMatchObject({ state: "rejected" });
    expect(await step("lead", no, "withdraw")).toMatchObject({ reason: "already_decided" });
  });

  test("but switching a rule off needs no trial", async () => {
    const id = await proposed("lead", flood({ enabled: false }));
    expect(await step("admin", id, "approve", { text: "Trạm đã bỏ" })).toMatchObject({ status: 200 });
    expect(await ruleById(db.pool, "flood")).toMatchObject({ enabled: false });
    const on = await proposed("lead", flood());
    expect(await step("admin", on, "approve", { text: "x" })).toMatchObject({ reason: "trial_required" });
  });
});

describe("drafts", () => {
  test("are seen by their author, edited, and then proposed", async () => {
    const { id } = await ask("lead", propose, "/api/rules/proposals", {
      content: wanted(),
      why: "",
      submit: false,
    });
    expect((await read("admin", list)).waiting).toEqual([]);
    expect((await read("lead", list)).waiting).toMatchObject([{ id, state: "draft" }]);
    expect(await step("lead", id, "propose")).toMatchObject({ reason: "why_required" });
    const edit = { content: wanted({ priority: 2 }), why: "Mùa lũ" };
    expect(await step("lead", id, "edit", edit)).toMatchObject({ status: 200 });
    expect(await step("lead", id, "edit", { ...edit, content: wanted({ id: "khac" }) })).toMatchObject({
      status: 422,
    });
    expect(await step("lead", id, "propose")).toMatchObject({ state: "proposed" });
    expect(await step("lead", id, "edit", edit)).toMatchObject({ reason: "not_a_draft" });
    expect((await read("admin", list)).waiting).toMatchObject([
      { id, content: { priority: 2 }, proposedName: "Người lead" },
    ]);
  });

  test("that change nothing are not proposed", async () => {
    const asked = { content: await contentNow(), why: "x" };
    expect(await ask("lead", propose, "/api/rules/proposals", asked)).toMatchObject({
      status: 409,
      reason: "nothing_changed",
    });
    expect((await read("lead", list)).waiting).toEqual([]);
  });
});

describe("who may", () => {
  const ways = [
    "propose",
    "approve",
    "reject",
    "withdraw",
    "trial",
    "list",
    "detail",
    "kinds",
    "target",
  ] as const;
  const TABLE: { [way in (typeof ways)[number]]: string } = {
    //        duty lead agency leader admin kiosk stranger
    propose: "n y n n y n n",
    approve: "n n n n y n n",
    reject: "n n n n y n n",
    withdraw: "n n n n n n n",
    // Of stations that are not all the agency's own.
    trial: "n y n n y n n",
    list: "y y y y y n n",
    detail: "y y y y y n n",
    kinds: "y y y y y n n",
    target: "y y y y y n n",
  };
  test("an agency tries what is all its own: what would have rung is told by name", async () => {
    const tryIt = (content: unknown) => tried("agency", content);
    const own = wanted({ target: { series: [series[0] as number] } });
    expect(await tryIt(own)).toMatchObject({ status: 200 });
    expect(await tryIt(wanted())).toMatchObject({ status: 403, reason: "beyond_agency" });
  });

  const everyone = [...PEOPLE, "kiosk", null];

  test.each(ways)("%s", async (way) => {
    const id = await proposed("lead2", wanted());
    await tried("lead2", wanted());
    const answers: string[] = [];
    for (const who of everyone) answers.push(isYes(await doIt(who, way, id)) ? "y" : "n");
    if (way === "approve" || way === "reject") expect(answers[4]).toBe("y");
    expect(answers.join(" ")).toBe(TABLE[way]);
  });

  async function doIt(who: string | null, way: (typeof ways)[number], id: number) {
    switch (way) {
      case "propose":
        return ask(who, propose, "/api/rules/proposals", { content: wanted({ priority: 1 }), why: "x" });
      case "approve":
      case "reject":
        return step(who, id, way, { text: "x" });
      case "withdraw":
        return step(who, id, way);
      case "trial":
        return tried(who, wanted());
      case "list":
        return read(who, list);
      case "detail":
        return read(who, detail, { id: "flood" });
      case "kinds":
        return read(who, kinds);
      case "target":
        return ask(who, target, "/api/rules/target", { target: { series } });
    }
  }

  test("an agency proposes for what is its own, and cannot take a rule of others over", async () => {
    const own = wanted({ id: "cua-so", target: { metric: "water_level", assets: ["gauges-1"] } });
    expect(await ask("agency", propose, "/api/rules/proposals", { content: own, why: "x" })).toMatchObject({
      status: 201,
    });
    const theirs = flood({ target: { metric: "water_level", assets: ["gauges-1"] } });
    expect(await ask("agency", propose, "/api/rules/proposals", { content: theirs, why: "x" })).toMatchObject(
      {
        status: 403,
        reason: "beyond_agency",
      },
    );
  });

  test("an agency sees the rules that concern it, and no others", async () => {
    await upsertRule(db.pool, flood({ id: "khac", target: { metric: "water_level", assets: ["gauges-2"] } }));
    const seen = (await read("agency", list)).rules.map((r: { rule: { id: string } }) => r.rule.id);
    expect(seen).toEqual(["flood"]);
    expect(await read("agency", detail, { id: "khac" })).toMatchObject({ status: 404 });
    await db.pool.query("DELETE FROM rule WHERE id = 'khac'");
  });

  test("what is refused is written down", async () => {
    const id = await proposed("lead", wanted());
    await step("leader", id, "approve", { text: "x" });
    expect((await auditOf(db.pool, "rule:flood"))[0]).toMatchObject({
      action: "rule.refused",
      actor: `user:${ids.get("leader")}`,
      detail: { ask: "approve", reason: "not_allowed", proposal: id },
    });
  });
});

describe("what cannot be a rule is refused, by field, and nothing changes", () => {
  const levels = (...values: number[]) => ({
    direction: "above",
    levels: values.map((value, i) => ({ id: `m${i}`, priority: 2, value })),
  });
  test.each([
    ["unknown kind", { kind: "no-such" }, "unknown_kind", "kind"],
    ["another kind", { kind: "silence", params: { periods: 3 } }, "kind_fixed", "kind"],
    ["wrong params", { params: { levels: [] } }, "invalid_rule", "params.levels"],
    ["a delay below zero", { params: { ...levels(6), onDelayS: -1 } }, "invalid_rule", "params.onDelayS"],
    ["a level named twice", { params: { levels: [...twice()] } }, "invalid_rule", "params.levels.1.id"],
    ["a target that holds nothing", { target: { metric: "rain_1h" } }, "target_empty", "target"],
    ["a target of another shape", { target: { every: "feed" } }, "target_misfit", "target"],
    ["no response", { response: { ...response, action: " " } }, "invalid_rule", "response.action"],
    ["a reserved id", { id: "trial" }, "reserved_id", "id"],
  ] as const)("%s", async (_, more, reason, path) => {
    const content = wanted(more as Partial<RuleInput>);
    for (const asked of [
      await ask("lead", propose, "/api/rules/proposals", { content, why: "x" }),
      await ask("lead", trial, "/api/rules/trial", { content }),
    ]) {
      expect(asked).toMatchObject({ status: 422, reason });
      expect(asked.detail.map((issue: { path: string[] }) => issue.path.join("."))).toContain(path);
    }
    expect((await read("lead", list)).waiting).toEqual([]);
    const object = content.id === "trial" ? "rule:trial" : "rule:flood";
    expect((await auditOf(db.pool, object))[0]).toMatchObject({ detail: { ask: "propose", reason } });
  });

  test.each([
    ["a limit that the metric cannot reach", levels(5_000), "params.levels.0.value"],
    ["a deadband out of which nothing returns", { ...levels(6), deadband: 2_000 }, "params.deadband"],
  ])("%s", async (_, params, path) => {
    const content = wanted({ params, target: { metric: "water_level" } });
    const asked = await ask("lead", propose, "/api/rules/proposals", { content, why: "x" });
    expect(asked).toMatchObject({ status: 422, reason: "invalid_rule" });
    expect(asked.detail[0].path.join(".")).toBe(path);
    expect(asked.detail[0].params.vi).toBeTruthy();
  });

  function twice() {
    return [
      { id: "a", priority: 1, value: 1 },
      { id: "a", priority: 2, value: 2 },
    ];
  }
});

describe("a trial", () => {
  test("tells its progress and what would have rung", async () => {
    const at = Date.now() - 5 * HOUR;
    await store(series[0] as number, [
      [at, 5],
      [at + 60_000, 6.5],
      [at + 120_000, 5],
    ]);
    const done = await tried("lead", wanted());
    expect(done.lines[0]).toMatchObject({ type: "progress" });
    expect(done.lines.at(-1)).toMatchObject({
      type: "result",
      count: 1,
      alerts: [{ ruleId: "flood", raisedAt: at + 60_000, value: 6.5, limit: 6, priority: 3 }],
      summary: { alerts: 1, byPriority: { 3: 1 }, by: `user:${ids.get("lead")}` },
    });
  });

  test("is one for each person and two for all", async () => {
    const room = (globalThis as { [key: symbol]: Set<string> })[Symbol.for("haidang.trials")] as Set<string>;
    room.add(`user:${ids.get("lead")}`);
    expect(await tried("lead", wanted())).toMatchObject({ status: 429, reason: "trial_running" });
    room.add("user:somebody");
    expect(await tried("lead2", wanted())).toMatchObject({ status: 429, reason: "trials_full" });
    room.clear();
    expect(await tried("lead", wanted())).toMatchObject({ status: 200 });
    expect(room.size).toBe(0);
  });

  test("stops when its reader leaves, leaves no result, and gives its place back", async () => {
    const answer = await trial(request("lead", "/api/rules/trial", { content: wanted() }), undefined);
    await answer.body?.cancel();
    const room = (globalThis as { [key: symbol]: Set<string> })[Symbol.for("haidang.trials")] as Set<string>;
    await expect.poll(() => room.size).toBe(0);
    expect((await db.pool.query("SELECT 1 FROM change_trial")).rowCount).toBe(0);
  });
});

describe("limits", () => {
  const subject = (assetId: number) => `${assetId}:water_level:2025-01-01`;
  async function set(value: number, more: object = {}) {
    const { rows } = await db.pool.query("SELECT id FROM asset WHERE key = 'gauges-1'");
    return {
      assetId: rows[0].id as number,
      metricId: "water_level",
      levels: [{ id: "bd1", value, severity: 1 }],
      source: "QĐ 05/2020/QĐ-TTg",
      verified: true,
      validFrom: "2025-01-01",
      validTo: null,
      ...more,
    };
  }

  test("are tried by an agency at its own stations alone", async () => {
    const tryAt = async (assetId: number | null) =>
      tried("agency", await set(8, { assetId }), 30, thresholdTrial);
    const { rows } = await db.pool.query("SELECT id FROM asset WHERE key = 'gauges-2'");
    expect(await tryAt((await set(8)).assetId)).toMatchObject({ status: 200 });
    const refused = { status: 403, reason: "beyond_agency" };
    expect(await tryAt(rows[0].id)).toMatchObject(refused);
    expect(await tryAt(null)).toMatchObject(refused);
  });

  test("are changed by two people, on a trial of the rules that ask them", async () => {
    const given = { levels: [{ id: "bd1", priority: 2 }] };
    await upsertRule(db.pool, flood({ id: "theo-bo", params: given, target: { metric: "water_level" } }));
    const now = await set(8);
    await saveThresholdSet(db.pool, now);
    const at = Date.now() - HOUR;
    await store(series[0] as number, [
      [at, 5],
      [at + 60_000, 6.5],
    ]);
    const lower = await set(6);
    const made = await ask("agency", thresholdPropose, "/x", { content: lower, why: "Theo phương án mới" });
    expect(made).toMatchObject({ status: 201, subject: subject(now.assetId) });
    const approve = () => stepThreshold("admin", made.id, "approve", { text: "Đúng" });
    expect(await approve()).toMatchObject({ reason: "trial_required" });
    const done = await tried("agency", lower, 30, thresholdTrial);
    expect(done.lines.at(-1)).toMatchObject({ count: 1, alerts: [{ ruleId: "theo-bo", limit: 6 }] });
    expect(await thresholdBySubject(db.pool, subject(now.assetId))).toMatchObject({ levels: [{ value: 8 }] });
    expect(await approve()).toMatchObject({ status: 200 });
    expect(await thresholdBySubject(db.pool, subject(now.assetId))).toMatchObject({ levels: [{ value: 6 }] });
    const versions = await thresholdVersions(db.pool, subject(now.assetId));
    expect(versions.map((v) => (v.content.levels as { value: number }[])[0]?.value)).toEqual([6, 8]);
    expect(versions[0]).toMatchObject({ approvedName: "Người admin", trial: { alerts: 1 } });
    expect((await read("agency", thresholds)).sets).toMatchObject([{ assetKey: "gauges-1" }]);
    await db.pool.query("DELETE FROM rule WHERE id = 'theo-bo'");
  });

  test.each([
    ["descending", { levels: [lv("bd1", 7), lv("bd2", 6)] }, "invalid_limits"],
    ["out of reach", { levels: [lv("bd1", 5_000)] }, "invalid_limits"],
    ["of no station", { assetId: 999_999 }, "unknown_asset"],
    ["of no metric", { metricId: "no_such" }, "unknown_metric"],
    ["ending before they begin", { validTo: "2024-01-01" }, "invalid_limits"],
  ])("%s are refused", async (_, more, reason) => {
    const asked = await ask("lead", thresholdPropose, "/x", { content: await set(6, more), why: "x" });
    expect(asked).toMatchObject({ status: 422, reason });
  });

  test("of another agency's station, or of all stations, are not an agency's to change", async () => {
    const all = await ask("agency", thresholdPropose, "/x", {
      content: await set(6, { assetId: null }),
      why: "x",
    });
    expect(all).toMatchObject({ status: 403, reason: "beyond_agency" });
  });

  function lv(id: string, value: number) {
    return { id, value, severity: 1 };
  }
});

// biome-ignore lint/suspicious/noExplicitAny: routes of several shapes, called alike
type Route = (request: Request, context: any) => Promise<Response>;
// biome-ignore lint/suspicious/noExplicitAny: whatever was answered
type Answer = any;

function request(who: string | null, path: string, body?: unknown): Request {
  return station.request(who, path, body);
}

async function ask(who: string | null, route: Route, path: string, body: unknown): Promise<Answer> {
  const answer = await route(request(who, path, body), undefined);
  return { status: answer.status, ...(await answer.json()) };
}

async function read(who: string | null, route: Route, params?: object): Promise<Answer> {
  const answer = await route(request(who, "/api/rules"), { params: Promise.resolve(params) });
  const body = await answer.json();
  return Array.isArray(body) ? { status: answer.status, list: body } : { status: answer.status, ...body };
}

function step(who: string | null, id: number, name: string, body: object = {}): Promise<Answer> {
  const route: Route = (r) => act(r, { params: Promise.resolve({ id: String(id), act: name }) });
  return ask(who, route, `/api/rules/proposals/${id}/${name}`, body);
}

function stepThreshold(who: string, id: number, name: string, body: object): Promise<Answer> {
  const route: Route = (r) => thresholdAct(r, { params: Promise.resolve({ id: String(id), act: name }) });
  return ask(who, route, "/x", body);
}

async function proposed(who: string, content: unknown, more: object = {}): Promise<number> {
  const made = await ask(who, propose, "/api/rules/proposals", { content, why: "Mùa lũ sắp tới", ...more });
  expect(made).toMatchObject({ status: 201, state: "proposed" });
  return made.id;
}

async function tried(who: string | null, content: unknown, days = 30, route: Route = trial): Promise<Answer> {
  const answer = await route(request(who, "/api/rules/trial", { content, days }), undefined);
  const text = await answer.text();
  if (answer.status !== 200) return { status: answer.status, ...JSON.parse(text) };
  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return { status: answer.status, lines };
}

async function ageTrials(hours: number): Promise<void> {
  await db.pool.query(
    `UPDATE change_trial SET summary = jsonb_set(summary, '{at}', to_jsonb((summary->>'at')::float8 - $1))`,
    [hours * HOUR],
  );
}

async function contentNow(): Promise<unknown> {
  const { version: _, ...content } = (await ruleById(db.pool, "flood")) as { version: number };
  return content;
}

async function store(seriesId: number, points: [number, number][]): Promise<void> {
  for (const [at, value] of points)
    await db.pool.query("INSERT INTO reading (series_id, time, value, quality) VALUES ($1, $2, $3, 0)", [
      seriesId,
      new Date(at),
      value,
    ]);
}

const isYes = (answer: { status: number }) => answer.status === 200 || answer.status === 201;
