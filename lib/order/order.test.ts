import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { saveAgency } from "#lib/agency/sql.ts";
import { act } from "#lib/alert/act.ts";
import { recordSignals } from "#lib/alert/record.ts";
import { eventsOf } from "#lib/alert/sql.ts";
import { floodRule, seedGauges } from "#lib/alert/testing.ts";
import { auditOf } from "#lib/audit/sql.ts";
import { subscribe } from "#lib/db/bus.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { person, seedStaff } from "#lib/shift/testing.ts";
import type { Person } from "#lib/user/model.ts";
import { answerOrder, giveOrder } from "./give.ts";
import { type Give, isOverdue, type OrderAnswer } from "./model.ts";
import { orders } from "./sql.ts";

const NOW = Date.parse("2026-11-30T09:00:00+07:00");
const leader = person("giam", "leader");
const lead = person("an", "lead");
const duty = person("chi", "duty");
const agency = person("thuy", "agency", "thuy-loi");

let db: TestDatabase;
let web: Pool;
let series: number[];

beforeAll(async () => {
  db = await testDatabase();
  web = openPool(db.webUrl, 4);
  series = await seedGauges(db.pool, 4);
  await upsertRule(db.pool, floodRule(series));
  await seedStaff(db.pool, { giam: "leader", an: "lead", chi: "duty", dung: "duty", thuy: "agency" });
  for (const [id, nameVi] of [
    ["thuy-loi", "Chi cục Thủy lợi"],
    ["giao-thong", "Sở Xây dựng"],
  ] as const)
    await saveAgency(db.pool, { id, nameVi, nameEn: id, validFrom: "2025-07-01", validTo: null });
});
afterAll(async () => {
  await web.end();
  await db.drop();
});
beforeEach(() => db.pool.query("TRUNCATE alert_event, alert, duty_order, duty_order_event"));

async function raise(agencyId: string | null = null): Promise<number> {
  const seriesId = series[0] as number;
  const origin = {
    ruleId: "flood",
    object: `series:${seriesId}`,
    seriesId,
    assetId: null,
    feedId: null,
    simulated: false,
    latched: false,
    agencyId,
    causeGroup: null,
  };
  const verdicts = [
    {
      type: "raised" as const,
      at: NOW - 1_000,
      priority: 2 as const,
      level: "bd2",
      value: 7,
      limit: 7,
      peak: 7,
    },
  ];
  const [id] = await tx(db.pool, (client) =>
    recordSignals(client, [{ origin, actor: "rule:flood", verdicts }]),
  );
  return id as number;
}
const give = (what: Partial<Give> = {}, who: Person = leader) =>
  tx(web, (client) =>
    giveOrder(client, { give: { text: "Sơ tán thôn 3", addressee: "room", ...what }, who, now: NOW }),
  );
const answer = (id: number, said: OrderAnswer, who: Person, now = NOW + 60_000) =>
  tx(web, (client) => answerOrder(client, { id, answer: said, who, now }));
const list = (over: Partial<Parameters<typeof orders>[1]> = {}) =>
  orders(web, { state: "all", scope: null, limit: 50, ...over });
const idOf = (given: Awaited<ReturnType<typeof give>>) => (given as { id: number }).id;

describe("an order about an alert", () => {
  test("is an event of the alert and a row, in one transaction", async () => {
    const alertId = await raise();
    const id = idOf(await give({ alertId, addressee: "user:chi", minutes: 30 }));
    expect((await eventsOf(web, alertId)).at(-1)).toMatchObject({
      type: "ordered",
      seq: 2,
      to: "user:chi",
      due: NOW + 30 * 60_000,
      actor: "user:giam",
    });
    expect(await list()).toMatchObject([
      {
        id,
        alertId,
        state: "given",
        addressee: "user:chi",
        addresseeVi: "chi",
        givenName: "giam",
        dueAt: NOW + 30 * 60_000,
      },
    ]);
  });

  test("given at the desk becomes a row too; two at once are two", async () => {
    const alertId = await raise();
    const ask = (text: string, to: string | null) => ({ type: "order" as const, text, to });
    await tx(web, async (client) => {
      await act(client, { alertId, ask: ask("Một", null), who: leader, now: NOW });
      await act(client, { alertId, ask: ask("Hai", "agency:thuy-loi"), who: leader, now: NOW });
    });
    expect((await list({ alertId })).map((o) => [o.text, o.addressee, o.addresseeVi])).toEqual([
      ["Hai", "agency:thuy-loi", "Chi cục Thủy lợi"],
      ["Một", "room", null],
    ]);
  });

  test("is neither when the transaction fails", async () => {
    const alertId = await raise();
    const given = tx(web, async (client) => {
      await giveOrder(client, { give: { text: "x", addressee: "room", alertId }, who: leader, now: NOW });
      throw new Error("away");
    });
    await expect(given).rejects.toThrow("away");
    expect(await list()).toEqual([]);
    expect(await eventsOf(web, alertId)).toHaveLength(1);
  });

  test("is refused where the alert refuses it, and leaves no row", async () => {
    const alertId = await raise();
    expect(await give({ alertId }, duty)).toMatchObject({ reason: "not_allowed" });
    expect(await give({ alertId: alertId + 1 })).toMatchObject({ reason: "unknown_alert" });
    expect(await list()).toEqual([]);
  });
});

describe("a free order", () => {
  test("is given to the room, an agency or a person who can answer", async () => {
    for (const addressee of ["room", "agency:thuy-loi", "user:thuy"] as const) {
      expect(await give({ addressee })).toHaveProperty("id");
    }
    for (const addressee of ["agency:khong-co", "user:giam", "user:khong-co"] as const) {
      expect(await give({ addressee })).toEqual({ reason: "unknown_addressee" });
    }
    expect(await list()).toHaveLength(3);
  });

  test("is audited and told to the screens when it is committed", async () => {
    const heard: string[] = [];
    let ready = () => {};
    const open = new Promise<void>((resolve) => {
      ready = resolve;
    });
    const subscription = subscribe(db.url, ["shift"], {
      notice: (_, text) => heard.push(text),
      connected: ready,
    });
    await open;
    const id = idOf(await give());
    await expect.poll(() => heard).toEqual([JSON.stringify({ orders: [id] })]);
    await answer(id, { type: "acknowledge" }, duty);
    await expect.poll(() => heard).toHaveLength(2);
    await subscription.close();
    expect(await auditOf(db.pool, `order:${id}`)).toMatchObject([
      { actor: "user:chi", action: "order.acknowledged" },
      { actor: "user:giam", action: "order.given" },
    ]);
  });
});

describe("answering", () => {
  test("goes from given over acknowledged to done, with an answer", async () => {
    const id = idOf(await give());
    expect(await answer(id, { type: "acknowledge" }, duty)).toMatchObject({ state: "acknowledged" });
    expect(await answer(id, { type: "acknowledge" }, lead)).toEqual({ reason: "order_taken" });
    expect(await answer(id, { type: "done", text: "Đã sơ tán 12 hộ" }, lead)).toMatchObject({
      state: "done",
    });
    expect(await answer(id, { type: "refuse", text: "Thôi" }, lead)).toEqual({ reason: "order_answered" });
    expect(await list()).toMatchObject([
      { acknowledgedName: "chi", answeredName: "an", answer: "Đã sơ tán 12 hộ", answeredAt: NOW + 60_000 },
    ]);
    const { rows } = await db.pool.query("SELECT seq, type, actor, text FROM duty_order_event ORDER BY seq");
    expect(rows).toEqual([
      { seq: 1, type: "given", actor: "user:giam", text: "Sơ tán thôn 3" },
      { seq: 2, type: "acknowledged", actor: "user:chi", text: null },
      { seq: 3, type: "done", actor: "user:an", text: "Đã sơ tán 12 hộ" },
    ]);
    await expect(db.pool.query("DELETE FROM duty_order_event")).rejects.toThrow("append-only");
  });

  test("who refuses at once has read it", async () => {
    const id = idOf(await give());
    expect(await answer(id, { type: "refuse", text: "Không đủ xe" }, duty)).toMatchObject({
      state: "refused",
      acknowledgedBy: "user:chi",
      answer: "Không đủ xe",
    });
  });

  test.each([
    ["room", "chi an"],
    ["user:chi", "chi an"],
    ["user:dung", "an"],
    ["agency:thuy-loi", "thuy"],
    ["agency:giao-thong", ""],
    ["user:thuy", "thuy an"],
  ] as const)("what is for %s is answered by: %s", async (addressee, who) => {
    const may: string[] = [];
    for (const one of [duty, lead, agency]) {
      const id = idOf(await give({ addressee }));
      const outcome = await answer(id, { type: "acknowledge" }, one);
      if (!("reason" in outcome)) may.push(one.userId);
      else expect(outcome).toEqual({ reason: one === agency ? "unknown_order" : "order_not_yours" });
    }
    expect(may.sort()).toEqual(who.split(" ").filter(Boolean).sort());
  });

  test("an unknown order is refused", async () => {
    expect(await answer(999, { type: "acknowledge" }, duty)).toEqual({ reason: "unknown_order" });
  });

  test("is late once the time is over, and no more once answered", async () => {
    const id = idOf(await give({ minutes: 5 }));
    const [order] = await list();
    expect(isOverdue(order as never, NOW + 300_000)).toBe(false);
    expect(isOverdue(order as never, NOW + 300_001)).toBe(true);
    const done = await answer(id, { type: "done", text: "Xong" }, duty, NOW + 900_000);
    expect(isOverdue(done as never, NOW + 900_001)).toBe(false);
  });
});

test("an agency is shown what is for it, for its person, and about its own alerts", async () => {
  const alertId = await raise("thuy-loi");
  await give({ text: "về cảnh báo", alertId });
  await give({ text: "cho cơ quan", addressee: "agency:thuy-loi" });
  await give({ text: "cho người", addressee: "user:thuy" });
  await give({ text: "cho phòng" });
  await give({ text: "cho cơ quan khác", addressee: "agency:giao-thong" });
  const seen = await list({ scope: agency });
  expect(seen.map((o) => o.text).sort()).toEqual(["cho cơ quan", "cho người", "về cảnh báo"]);
  expect(await list({ scope: { userId: "x", agencyId: null } })).toEqual([]);
});
