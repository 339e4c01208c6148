import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { recordSignals } from "#lib/alert/record.ts";
import { floodRule, seedGauges } from "#lib/alert/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { seedShift } from "#lib/shift/testing.ts";
import { type WebStation, webStation } from "#lib/user/testing.ts";
import { POST as answer } from "../orders/[id]/route.ts";
import { POST as give, GET as orders } from "../orders/route.ts";
import { GET as handover, POST as prepare } from "./[id]/handover/route.ts";
import { POST as signature } from "./[id]/signature/route.ts";
import { POST as roster } from "./roster/route.ts";
import { GET as shifts } from "./route.ts";

let station: WebStation;
let series: number[];
let shift: number;
const request: WebStation["request"] = (...call) => station.request(...call);

beforeAll(async () => {
  station = await webStation();
  await station.add("lead2", "lead");
  series = await seedGauges(station.db.pool, 3);
  await upsertRule(station.db.pool, floodRule(series));
});
afterAll(() => station?.close());
beforeEach(async () => {
  await station.db.pool.query(
    `TRUNCATE alert_event, alert, shift, shift_member, handover, handover_check, handover_signature, duty_order,
       duty_order_event, roster_change`,
  );
  const now = Date.now();
  shift = await seedShift(station.db.pool, now - 3_600_000, now + 600_000, {
    [station.ids.get("duty") as string]: "duty",
  });
});

const at = (id: number) => ({ params: Promise.resolve({ id: String(id) }) });
type Answer = { status: number; reason?: string; [key: string]: unknown };
async function read(response: Response | Promise<Response>): Promise<Answer> {
  const got = await response;
  return { status: got.status, ...((await got.json()) as object) };
}

const ROUTES: { [name: string]: (who: string | null) => Promise<Response> } = {
  "GET shifts": (who) => shifts(request(who, "/api/shifts?from=2026-11-30&to=2026-12-01"), undefined),
  "POST roster": (who) =>
    roster(
      request(who, "/api/shifts/roster", { type: "plan", pattern: "3x8", from: "2031-01-01", days: 1 }),
      undefined,
    ),
  "GET handover": (who) => handover(request(who, "/api/shifts/1/handover"), at(shift)),
  "POST handover": (who) => prepare(request(who, "/api/shifts/1/handover", { type: "refresh" }), at(shift)),
  "POST signature": (who) =>
    signature(request(who, "/api/shifts/1/signature", { type: "read", alertId: 1, rungSeq: 1 }), at(shift)),
  "GET orders": (who) => orders(request(who, "/api/orders"), undefined),
  "POST orders": (who) => give(request(who, "/api/orders", { text: "x", addressee: "room" }), undefined),
  "POST order": (who) => answer(request(who, "/api/orders/999", { type: "acknowledge" }), at(999)),
};

/** As the table of rights says. 404 and 409 have passed the door. */
const MAY: { [name: string]: string } = {
  "GET shifts": "duty lead leader admin",
  "POST roster": "lead admin",
  "GET handover": "duty lead leader admin",
  "POST handover": "duty lead",
  "POST signature": "lead",
  "GET orders": "duty lead agency leader admin",
  "POST orders": "leader",
  "POST order": "duty lead agency",
};

describe("who may what", () => {
  test.each(Object.keys(ROUTES))("%s", async (name) => {
    const passed: string[] = [];
    for (const role of ["duty", "lead", "agency", "leader", "admin", "kiosk"]) {
      const { status } = await (ROUTES[name] as (who: string) => Promise<Response>)(role);
      expect(status, role).not.toBe(400);
      expect(status, role).not.toBe(500);
      if (status !== 401 && status !== 403) passed.push(role);
    }
    expect(passed.join(" ")).toBe(MAY[name]);
    expect((await (ROUTES[name] as (who: null) => Promise<Response>)(null)).status).toBe(401);
  });

  test("what is not asked as the schema says is refused", async () => {
    const bad = [
      shifts(request("lead", "/api/shifts?from=hôm-nay&to=x"), undefined),
      roster(
        request("lead", "/api/shifts/roster", { type: "plan", pattern: "3x8", from: "x", days: 400 }),
        undefined,
      ),
      prepare(request("duty", "/x", { type: "prepare" }), at(shift)),
      signature(request("lead", "/x", { type: "sign", hash: "no" }), at(shift)),
      give(request("leader", "/api/orders", { text: " ", addressee: "room" }), undefined),
      give(request("leader", "/api/orders", { text: "x", addressee: "everybody" }), undefined),
      answer(request("duty", "/x", { type: "done" }), at(1)),
      orders(request("duty", "/api/orders?state=new"), undefined),
    ];
    for (const response of bad) expect((await response).status).toBe(400);
  });
});

describe("a hand-over over HTTP", () => {
  async function raise(n: number): Promise<number> {
    const seriesId = series[n] as number;
    const rest = {
      assetId: null,
      feedId: null,
      simulated: false,
      latched: false,
      agencyId: null,
      causeGroup: null,
    };
    const origin = { ruleId: "flood", object: `series:${seriesId}`, seriesId, ...rest };
    const standing = { priority: 1 as const, level: "bd3", value: 9, limit: 8, peak: 9 };
    const verdicts = [{ type: "raised" as const, at: Date.now(), ...standing }];
    const [id] = await tx(station.db.pool, (client) =>
      recordSignals(client, [{ origin, actor: "rule:flood", verdicts }]),
    );
    return id as number;
  }

  test("is prepared, read back, found stale, refreshed and signed", async () => {
    const first = await raise(0);
    const post = (who: string, body: unknown) => read(prepare(request(who, "/x", body), at(shift)));
    const sign = (who: string, body: unknown) => read(signature(request(who, "/x", body), at(shift)));
    const shown = () => read(handover(request("lead", "/x"), at(shift)));

    expect(await post("lead", { type: "prepare", note: "" })).toMatchObject({
      status: 409,
      reason: "not_on_shift",
    });
    expect(await post("duty", { type: "prepare", note: "Sông lên" })).toMatchObject({ status: 201 });
    await sign("lead", { type: "read", alertId: first, rungSeq: 1 });
    const second = await raise(1);
    const { hash } = await shown();
    expect(await sign("lead", { type: "sign", hash })).toMatchObject({
      status: 409,
      reason: "handover_stale",
      detail: [second],
    });
    expect(await post("lead", { type: "refresh" })).toMatchObject({ status: 201 });
    expect(await sign("lead", { type: "sign", hash })).toMatchObject({ reason: "handover_changed" });
    const fresh = (await shown()).hash;
    expect(await sign("lead", { type: "sign", hash: fresh })).toMatchObject({
      reason: "not_read_back",
      detail: [second],
    });
    await sign("lead", { type: "read", alertId: second, rungSeq: 1 });
    expect(await sign("lead", { type: "sign", hash: fresh, comment: "Đã nhận" })).toMatchObject({
      status: 200,
      ok: true,
    });
    expect(await sign("lead2", { type: "sign", hash: fresh })).toMatchObject({
      status: 409,
      reason: "already_taken_over",
    });
    expect(await shown()).toMatchObject({ signature: { signedName: "Người lead" } });
  });

  test("is not signed by the lead who handed over", async () => {
    await station.db.pool.query("DELETE FROM shift_member");
    await prepare(request("lead", "/x", { type: "prepare", note: "" }), at(shift));
    const { hash } = await read(handover(request("lead", "/x"), at(shift)));
    const sign = (who: string) => read(signature(request(who, "/x", { type: "sign", hash }), at(shift)));
    expect(await sign("lead")).toMatchObject({ status: 403, reason: "hands_over" });
    expect(await sign("lead2")).toMatchObject({ status: 200 });
  });
});

test("an order over HTTP: given, seen by its addressee, answered, and only by them", async () => {
  const agency = station.ids.get("agency") as string;
  const { id } = await read(
    give(request("leader", "/x", { text: "Mở cống", addressee: `user:${agency}` }), undefined),
  );
  const list = async (who: string, query = "") =>
    (await read(orders(request(who, `/api/orders${query}`), undefined))).orders as {
      id: number;
      state: string;
    }[];
  expect(await list("agency")).toMatchObject([{ id, state: "given" }]);
  const say = (who: string, body: unknown) => read(answer(request(who, "/x", body), at(id as number)));
  expect(await say("duty", { type: "acknowledge" })).toMatchObject({
    status: 403,
    reason: "order_not_yours",
  });
  expect(await say("agency", { type: "done", text: "Đã mở" })).toEqual({
    status: 200,
    ok: true,
    state: "done",
  });
  expect(await say("lead", { type: "acknowledge" })).toMatchObject({ status: 409, reason: "order_answered" });
  expect(await list("leader", "?state=closed")).toMatchObject([
    { answer: "Đã mở", answeredName: "Người agency" },
  ]);
  expect(await list("agency")).toEqual([]);
});
