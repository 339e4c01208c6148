import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { recordSignals } from "#lib/alert/record.ts";
import { alertById } from "#lib/alert/sql.ts";
import { floodRule, seedGauges } from "#lib/alert/testing.ts";
import { auditOf } from "#lib/audit/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import type { Role } from "#lib/user/model.ts";
import { forgetPaces } from "#lib/user/pace.ts";
import { type WebStation, webStation } from "#lib/user/testing.ts";
import { GET as colleagues } from "../people/route.ts";
import { POST } from "./[id]/events/route.ts";
import { GET as detail } from "./[id]/route.ts";
import { POST as actMany } from "./acts/route.ts";
import { GET as list } from "./route.ts";

let station: WebStation;
let db: WebStation["db"];
let series: number[];
const request: WebStation["request"] = (...call) => station.request(...call);

beforeAll(async () => {
  station = await webStation();
  db = station.db;
  await station.add("lead2", "lead");
  series = await seedGauges(db.pool, 8);
  await upsertRule(db.pool, floodRule(series));
});
afterAll(() => station?.close());
beforeEach(async () => {
  await db.pool.query("TRUNCATE alert_event, alert");
});

async function shown(id: number) {
  return (await alertById(db.pool, id))?.alert;
}

async function raise(n: number, priority: 1 | 2 | 3 | 4, returned = false): Promise<number> {
  const seriesId = series[n] as number;
  const object = `series:${seriesId}`;
  const origin = {
    ruleId: "flood",
    object,
    seriesId,
    assetId: null,
    feedId: null,
    simulated: false,
    latched: false,
    agencyId: null,
    causeGroup: null,
  };
  const at = Date.now() - 1_000;
  const verdicts = [{ type: "raised" as const, at, priority, level: "bd1", value: 6, limit: 6, peak: 6 }];
  const end = returned ? [{ type: "returned" as const, at: at + 1, value: 5, peak: 6 }] : [];
  const signal = { origin, actor: "rule:flood", verdicts: [...verdicts, ...end] };
  const [id] = await tx(db.pool, (client) => recordSignals(client, [signal]));
  return id as number;
}

const context = (id: number | string) => ({ params: Promise.resolve({ id: String(id) }) });
async function ask(who: string | null, id: number, body: unknown) {
  const answer = await POST(request(who, `/api/alerts/${id}/events`, body), context(id));
  return { status: answer.status, ...(await answer.json()) };
}
async function read(who: string | null, path: string) {
  const answer = await list(request(who, path), undefined);
  return { status: answer.status, ...(await answer.json()) };
}

describe("acting over HTTP", () => {
  test("takes an alert from seen to closed, each act by its person", async () => {
    const id = await raise(0, 2);
    expect(await ask("duty", id, { type: "acknowledge", seq: 1 })).toEqual({ status: 200, ok: true, seq: 2 });
    expect(await ask("lead", id, { type: "acknowledge", seq: 1 })).toMatchObject({
      status: 409,
      reason: "already_acknowledged",
      detail: { name: "Người duty" },
    });
    expect(await ask("leader", id, { type: "note", text: "Báo cáo lúc 9 giờ", seq: 2 })).toMatchObject({
      ok: true,
    });
    expect(await ask("duty", id, { type: "start", seq: 3 })).toMatchObject({ ok: true });
    expect(await ask("duty", id, { type: "close", note: "x", seq: 4 })).toMatchObject({
      reason: "not_returned",
    });
    await raiseEnd(id);
    expect(await ask("duty", id, { type: "close", seq: 5 })).toMatchObject({
      status: 409,
      reason: "note_required",
    });
    expect(await ask("duty", id, { type: "close", note: "Nước đã rút", seq: 5 })).toMatchObject({ ok: true });
    const answer = await detail(request("lead", `/api/alerts/${id}`), context(id));
    const { alert, events } = await answer.json();
    expect(alert).toMatchObject({ response: "done", process: "returned" });
    expect(events.map((e: { type: string; actorName: string }) => [e.type, e.actorName])).toEqual([
      ["raised", null],
      ["acknowledged", "Người duty"],
      ["noted", "Người leader"],
      ["progress_started", "Người duty"],
      ["returned", null],
      ["closed", "Người duty"],
    ]);
  });

  test.each([
    [null, { type: "acknowledge", seq: 1 }, 401, "not_signed_in"],
    ["kiosk", { type: "acknowledge", seq: 1 }, 403, "not_allowed"],
    ["admin", { type: "acknowledge", seq: 1 }, 403, "not_allowed"],
    ["leader", { type: "acknowledge", seq: 1 }, 403, "not_allowed"],
    ["agency", { type: "acknowledge", seq: 1 }, 404, "unknown_alert"],
    ["duty", { type: "shelve", minutes: 30, why: "x", seq: 1 }, 403, "too_urgent_for_role"],
    ["lead", { type: "shelve", minutes: 481, why: "x", seq: 1 }, 403, "too_long_for_role"],
    ["duty", { type: "raised", seq: 1 }, 400, "invalid_request"],
    ["duty", { type: "acknowledge" }, 400, "invalid_request"],
    ["duty", { type: "acknowledge", seq: 1, actor: "user:other" }, 400, "invalid_request"],
  ] as const)("%s asking %j is answered %i %s", async (who, body, status, reason) => {
    const id = await raise(1, 1);
    expect(await ask(who, id, body)).toMatchObject({ status, reason });
  });

  test("P1 is shelved when a second shift lead signs what the first asked for", async () => {
    const id = await raise(0, 1);
    const shelve = { type: "shelve", minutes: 60, why: "Bảo dưỡng cảm biến", seq: 1 };
    expect(await ask("lead", id, shelve)).toMatchObject({ ok: true });
    expect(await shown(id)).toMatchObject({ visibility: "shown", shelfAsked: { why: "Bảo dưỡng cảm biến" } });
    expect(await ask("lead", id, shelve)).toMatchObject({ ok: true });
    expect(await shown(id)).toMatchObject({ visibility: "shown" });
    const sign = () => ask("lead2", id, { ...shelve, minutes: 5, why: "Đồng ý" });
    await station.passwordBy("lead2", "user:admin");
    expect(await sign()).toMatchObject({ status: 409, reason: "password_not_own" });
    expect(await shown(id)).toMatchObject({ visibility: "shown" });
    await station.passwordBy("lead2", "self");
    expect(await sign()).toMatchObject({ ok: true });
    expect(await shown(id)).toMatchObject({
      visibility: "shelved",
      hiddenWhy: "Bảo dưỡng cảm biến",
      shelfAsked: null,
    });
  });

  test("an alert is given to somebody who can answer it, by name; others are refused", async () => {
    const id = await raise(0, 2);
    const people = await (await colleagues(request("duty", "/api/people"), undefined)).json();
    expect(JSON.stringify(people)).not.toContain("@example.vn");
    const of = (role: Role) => people.people.find((p: { role: Role }) => p.role === role).userId;
    const assign = (role: Role) => ({ type: "assign", to: `user:${of(role)}`, seq: 1 });
    expect(await ask("duty", id, assign("leader"))).toMatchObject({ status: 403, reason: "cannot_answer" });
    expect(await ask("duty", id, assign("agency"))).toMatchObject({ status: 403, reason: "not_in_shift" });
    expect(await ask("lead", id, { type: "assign", to: "user:ai-do", seq: 1 })).toMatchObject({
      reason: "unknown_person",
    });
    expect(await ask("duty", id, assign("lead"))).toMatchObject({ ok: true });
    expect(await shown(id)).toMatchObject({ assigneeName: "Người lead" });
    const order = { type: "order", text: "Kiểm tra tại chỗ", to: `user:${of("admin")}`, seq: 2 };
    expect(await ask("leader", id, order)).toMatchObject({ status: 403, reason: "cannot_answer" });
  });

  test("who works here is told to people, not to screens or strangers", async () => {
    expect((await colleagues(request("kiosk", "/api/people"), undefined)).status).toBe(403);
    expect((await colleagues(request(null, "/api/people"), undefined)).status).toBe(401);
  });

  test("an agency is told its own people alone, and nothing of the shift on duty in the room", async () => {
    await db.pool.query(`UPDATE auth."user" SET "agencyId" = 'ours' WHERE email = 'agency@example.vn'`);
    const { people } = await (await colleagues(request("agency", "/api/people"), undefined)).json();
    expect(people.map((one: { name: string }) => one.name)).toEqual(["Người agency"]);
  });

  test("is shared with an agency that there is", async () => {
    const id = await raise(0, 2);
    expect(await ask("lead", id, { type: "share", with: "x".repeat(60), seq: 1 })).toMatchObject({
      reason: "unknown_agency",
    });
    await db.pool.query(
      "INSERT INTO agency (id, name_vi, name_en) VALUES ('so-xd', 'Sở XD', 'Construction')",
    );
    expect(await ask("lead", id, { type: "share", with: "so-xd", seq: 1 })).toMatchObject({ ok: true });
    expect(await shown(id)).toMatchObject({ sharedWith: ["so-xd"] });
  });

  test("what is refused is written down: who tried what, and why not", async () => {
    const id = await raise(0, 1);
    await ask("leader", id, { type: "acknowledge", seq: 1 });
    expect(await auditOf(db.pool, `alert:${id}`)).toMatchObject([
      { action: "alert.refused", detail: { ask: "acknowledge", reason: "not_allowed" } },
    ]);
  });

  test("an alert that is not there is not found", async () => {
    expect(await ask("duty", 999_999, { type: "acknowledge", seq: 1 })).toMatchObject({ status: 404 });
    expect((await detail(request("duty", "/"), context("abc"))).status).toBe(404);
    expect((await detail(request("kiosk", "/"), context(1))).status).toBe(403);
  });
});

describe("what each may see", () => {
  /** In the order ours, theirs, nobody's, theirs but shared with us. */
  test.each([
    ["duty", "yyyy"],
    ["lead", "yyyy"],
    ["agency", "ynny"],
    ["leader", "yyyy"],
    ["admin", "yyyy"],
  ])("%s: %s", async (who, may) => {
    await db.pool.query(`UPDATE auth."user" SET "agencyId" = 'ours' WHERE email = 'agency@example.vn'`);
    const ids = [await raise(0, 2), await raise(1, 2), await raise(2, 2), await raise(3, 2)];
    await db.pool.query("UPDATE alert SET agency_id = 'ours' WHERE id = $1", [ids[0]]);
    await db.pool.query("UPDATE alert SET agency_id = 'theirs' WHERE id = ANY($1)", [[ids[1], ids[3]]]);
    await db.pool.query("UPDATE alert SET shared_with = '{ours}' WHERE id = $1", [ids[3]]);
    const marks = (seen: (id: number) => boolean) => ids.map((id) => (seen(id) ? "y" : "n")).join("");
    const seenIn = async (path: string) => {
      const { alerts } = await read(who, path);
      return marks((id) => alerts.some((alert: { id: number }) => alert.id === id));
    };
    expect(await seenIn("/api/alerts")).toBe(may);
    const statuses = new Map<number, number>();
    for (const id of ids) statuses.set(id, (await detail(request(who, "/"), context(id))).status);
    expect(marks((id) => statuses.get(id) === 200)).toBe(may);
    expect([...statuses.values()].every((status) => status === 200 || status === 404)).toBe(true);
    await db.pool.query(
      "UPDATE alert SET process = 'returned', response = 'done', closed_at = now() WHERE id = ANY($1)",
      [ids],
    );
    expect(await seenIn("/api/alerts?state=closed")).toBe(may);
  });

  test("an agency desk without an agency sees none", async () => {
    await db.pool.query(`UPDATE auth."user" SET "agencyId" = NULL WHERE email = 'agency@example.vn'`);
    const id = await raise(0, 2);
    expect((await read("agency", "/api/alerts")).alerts).toEqual([]);
    expect((await detail(request("agency", "/"), context(id))).status).toBe(404);
  });
});

describe("one act on many alerts", () => {
  async function many(who: string | null, alerts: [number, number][], asked: object) {
    const answer = await actMany(request(who, "/api/alerts/acts", { alerts, ask: asked }), undefined);
    return { status: answer.status, ...(await answer.json()) };
  }

  test("is done where it may be, and says of each other why not", async () => {
    const [one, two, three, four] = [
      await raise(0, 1),
      await raise(1, 2),
      await raise(2, 3),
      await raise(3, 4),
    ];
    await ask("lead", two, { type: "acknowledge", seq: 1 });
    await db.pool.query("UPDATE alert SET rung_seq = 3, seq = 3 WHERE id = $1", [three]);
    const answer = await many(
      "duty",
      [
        [four, 1],
        [one, 1],
        [two, 1],
        [three, 2],
        [999_999, 1],
        [one, 1],
      ],
      {
        type: "acknowledge",
      },
    );
    expect(answer.done).toEqual([
      [one, 2],
      [four, 2],
    ]);
    expect(answer.refused).toMatchObject([
      { id: two, reason: "already_acknowledged", name: "Người lead" },
      { id: three, reason: "rang_again" },
      { id: 999_999, reason: "unknown_alert" },
    ]);
    expect(await shown(one)).toMatchObject({ response: "ack", ackedName: "Người duty" });
    const [refused, done] = await auditOf(db.pool, "alerts");
    expect(done).toMatchObject({ action: "alert.acknowledged", detail: { count: 2, alerts: [one, four] } });
    expect(refused).toMatchObject({
      action: "alert.refused",
      detail: {
        ask: "acknowledge",
        refused: 3,
        reasons: { already_acknowledged: 1, rang_again: 1, unknown_alert: 1 },
        alerts: [two, three, 999_999],
      },
    });
  });

  test("leaves one row of the audit behind when thousands are refused, and not call after call", async () => {
    const nothing = Array.from({ length: 5_000 }, (_, i) => [5_000_000 + i, 1] as [number, number]);
    const rows = async () =>
      (await db.pool.query<{ n: number }>("SELECT count(*)::int AS n FROM audit")).rows[0]?.n as number;
    const before = await rows();
    const ask = { type: "acknowledge" };
    expect((await many("agency", nothing, ask)).refused).toHaveLength(5_000);
    expect(await rows()).toBe(before + 1);
    const [row] = await auditOf(db.pool, "alerts", 1);
    expect(row?.detail).toMatchObject({ refused: 5_000, reasons: { unknown_alert: 5_000 } });
    expect(JSON.stringify(row).length).toBeLessThan(1_000);
    const statuses = new Set<unknown>();
    for (let n = 0; n < 30 && !statuses.has(429); n++)
      statuses.add((await many("agency", nothing, ask)).status);
    expect(statuses).toEqual(new Set([200, 429]));
    forgetPaces();
  }, 60_000);

  test("keeps each alert's own limits: duty shelves P3, not P1, and a lead's P1 waits for a second", async () => {
    const [urgent, low] = [await raise(0, 1), await raise(1, 3)];
    const shelve = { type: "shelve", minutes: 30, why: "Thay cảm biến" };
    expect(
      await many(
        "duty",
        [
          [urgent, 1],
          [low, 1],
        ],
        shelve,
      ),
    ).toMatchObject({
      done: [[low, 2]],
      refused: [{ id: urgent, reason: "too_urgent_for_role" }],
    });
    expect(await many("lead", [[urgent, 1]], shelve)).toMatchObject({ done: [[urgent, 2]] });
    expect(await shown(urgent)).toMatchObject({ visibility: "shown", shelfAsked: { why: "Thay cảm biến" } });
    expect(await many("duty", [[low, 2]], { type: "unshelve" })).toMatchObject({ done: [[low, 3]] });
  });

  test.each([
    [null, { type: "acknowledge" }, 401],
    ["kiosk", { type: "acknowledge" }, 403],
    ["duty", { type: "close", note: "x" }, 400],
    ["duty", { type: "suppress", why: "x" }, 400],
    ["duty", { type: "note" }, 400],
  ])("%s asking %j is answered %i", async (who, asked, status) => {
    expect(await many(who, [[await raise(0, 2), 1]], asked)).toMatchObject({ status });
  });

  test("no more than 5,000, and none is no order", async () => {
    const alerts = Array.from({ length: 5_001 }, (_, i): [number, number] => [i + 1, 1]);
    expect(await many("duty", alerts, { type: "acknowledge" })).toMatchObject({ status: 400 });
    expect(await many("duty", [], { type: "acknowledge" })).toMatchObject({ status: 400 });
  });

  test("two people at once: each alert has one who was first", async () => {
    const ids: [number, number][] = [];
    for (let n = 0; n < 8; n++) ids.push([await raise(n, 2), 1]);
    const answers = await Promise.all([
      many("duty", ids, { type: "acknowledge" }),
      many("lead", ids.toReversed(), { type: "acknowledge" }),
    ]);
    expect(answers.map(({ done }) => done.length).reduce((a, b) => a + b)).toBe(8);
    expect(answers.flatMap(({ refused }) => refused)).toHaveLength(8);
  });
});

describe("the lists", () => {
  test("give open alerts by priority, to a kiosk without persons", async () => {
    const id = await raise(0, 2);
    await raise(1, 3);
    await ask("duty", id, { type: "acknowledge", seq: 1 });
    expect(await read("duty", "/api/alerts?priority=2")).toMatchObject({
      alerts: [{ id, ackedName: "Người duty" }],
    });
    const shown = await read("kiosk", "/api/alerts");
    expect(shown.alerts).toHaveLength(2);
    expect(JSON.stringify(shown)).not.toContain("Người duty");
    expect(JSON.stringify(shown)).not.toContain("user:");
    expect(await read(null, "/api/alerts")).toMatchObject({ status: 401 });
  });

  test("give closed alerts page by page, each once", async () => {
    const ids: number[] = [];
    for (let n = 0; n < 5; n++) {
      const id = await raise(n, 3, true);
      await ask("duty", id, { type: "acknowledge", seq: 2 });
      await ask("duty", id, { type: "close", seq: 3 });
      ids.unshift(id);
    }
    const seen: number[] = [];
    let cursor = "";
    for (let page = 0; page < 4; page++) {
      const { alerts, next } = await read("duty", `/api/alerts?state=closed&limit=2${cursor}`);
      seen.push(...alerts.map((alert: { id: number }) => alert.id));
      if (!next) break;
      cursor = `&cursor=${next}`;
    }
    expect(seen).toEqual(ids);
    expect((await read("duty", "/api/alerts?state=closed&priority=1")).alerts).toEqual([]);
  });

  test("find closed alerts by words without marks, and by when they were closed", async () => {
    const id = await raise(0, 3, true);
    await ask("duty", id, { type: "acknowledge", seq: 2 });
    await ask("duty", id, { type: "close", seq: 3 });
    await db.pool.query("UPDATE rule SET name_vi = 'Mực nước Đập Định Bình 100%' WHERE id = 'flood'");
    const found = async (query: string) =>
      (await read("duty", `/api/alerts?state=closed&${query}`)).alerts.length;
    expect(await found("q=dap+dinh+binh")).toBe(1);
    expect(await found(`q=${encodeURIComponent("ĐẬP 100%")}`)).toBe(1);
    expect(await found("q=dap+khac")).toBe(0);
    expect(await found("q=1_0")).toBe(0);
    const now = Date.now();
    expect(await found(`from=${now - 60_000}&to=${now + 60_000}`)).toBe(1);
    expect(await found(`to=${now - 60_000}`)).toBe(0);
    expect(await found(`from=${now + 60_000}`)).toBe(0);
  });

  test.each([
    "from=today",
    "to=-1",
    "state=odd",
    "priority=5",
    "priority=",
    "limit=0",
    "limit=x",
    "cursor=1",
    "cursor=1.2.3",
  ])("refuse ?%s", async (query) => {
    expect(await read("duty", `/api/alerts?${query}`)).toMatchObject({
      status: 400,
      reason: "invalid_request",
    });
  });
});

async function raiseEnd(id: number): Promise<void> {
  const { rows } = await db.pool.query("SELECT series_id FROM alert WHERE id = $1", [id]);
  const seriesId = rows[0].series_id;
  const object = `series:${seriesId}`;
  const origin = {
    ruleId: "flood",
    object,
    seriesId,
    assetId: null,
    feedId: null,
    simulated: false,
    latched: false,
    agencyId: null,
    causeGroup: null,
  };
  const verdicts = [{ type: "returned" as const, at: Date.now(), value: 5, peak: 6 }];
  await tx(db.pool, (client) => recordSignals(client, [{ origin, actor: "rule:flood", verdicts }]));
}
