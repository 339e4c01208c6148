import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { alertById, eventsOf } from "#lib/alert/sql.ts";
import { auditOf } from "#lib/audit/sql.ts";
import { type Stage, stageOf } from "#lib/escalation/testing.ts";
import { testMessage } from "#lib/notify/message.ts";
import { insertLink } from "#lib/notify/sql/link.ts";
import { putOut } from "#lib/notify/sql/outbox.ts";
import { setCode } from "#lib/notify/sql.ts";
import { seedChannel } from "#lib/notify/testing.ts";
import { type Asker, type WebStation, webStation } from "#lib/user/testing.ts";
import { codeHash, hashToken } from "#lib/user/token.ts";
import * as ack from "../ack/[token]/route.ts";
import * as calendarDay from "../admin/notify/calendar/[day]/route.ts";
import * as calendar from "../admin/notify/calendar/route.ts";
import * as channelTest from "../admin/notify/channels/[id]/test/route.ts";
import * as channels from "../admin/notify/channels/route.ts";
import * as retry from "../admin/notify/log/[id]/retry/route.ts";
import * as log from "../admin/notify/log/route.ts";
import * as personTest from "../admin/notify/people/[id]/test/route.ts";
import * as policy from "../admin/notify/policies/[id]/route.ts";
import * as policies from "../admin/notify/policies/route.ts";
import * as ofAlert from "../alerts/[id]/notifications/route.ts";
import * as code from "./contacts/[id]/code/route.ts";
import * as contact from "./contacts/[id]/route.ts";
import * as contactTest from "./contacts/[id]/test/route.ts";
import * as contacts from "./contacts/route.ts";
import * as message from "./messages/[id]/route.ts";
import * as push from "./push/route.ts";
import * as own from "./route.ts";

let station: WebStation;
let stage: Stage;

beforeAll(async () => {
  station = await webStation();
  stage = await stageOf(station.db.pool, 6);
  await seedChannel(station.db.pool, { id: "mail", kind: "email" });
  const address = { vi: "x", en: "x", hintVi: "", hintEn: "", pattern: "[^@ ]+@[a-z.]+", type: "email" };
  const form = {
    type: "object",
    properties: { host: { type: "string" }, password: { type: "string", pattern: "^NOTIFY_" } },
    required: ["host"],
    additionalProperties: false,
  };
  await station.db.pool.query("UPDATE notify_kind SET address = $1, form = $2 WHERE id = 'email'", [
    JSON.stringify(address),
    JSON.stringify(form),
  ]);
});
afterAll(() => station?.close());
beforeEach(async () => {
  await stage.clear();
  await station.db.pool.query("DELETE FROM notify_contact");
});

const id = (who: string) => station.ids.get(who) as string;
const PEOPLE = ["duty", "lead", "agency", "leader", "admin"] as const;

describe("who may", () => {
  const settings: [string, (who: Asker) => Promise<{ status: number }>][] = [
    ["read own settings", (who) => station.ask(own.GET, { who })],
    ["ask for the push key", (who) => station.ask(push.GET, { who })],
    ["add a contact", (who) => station.ask(contacts.POST, { who, body: {} })],
    [
      "change a contact",
      (who) => station.ask(contact.PATCH, { who, body: {}, method: "PATCH", params: { id: 9 } }),
    ],
    ["remove a contact", (who) => station.ask(contact.DELETE, { who, method: "DELETE", params: { id: 9 } })],
    ["verify a contact", (who) => station.ask(code.POST, { who, body: {}, params: { id: 9 } })],
    ["test a contact", (who) => station.ask(contactTest.POST, { who, body: {}, params: { id: 9 } })],
    ["read a message", (who) => station.ask(message.GET, { who, params: { id: "x" } })],
    ["save own settings", (who) => station.ask(own.PUT, { who, body: {}, method: "PUT" })],
    ["subscribe", (who) => station.ask(push.POST, { who, body: {} })],
  ];
  test.each(settings)("%s: people for themselves, never a screen or a stranger", async (_, ask) => {
    for (const who of PEOPLE) expect([200, 400, 404], who).toContain((await ask(who)).status);
    expect((await ask("kiosk")).status).toBe(403);
    expect((await ask(null)).status).toBe(401);
  });

  const managing: [string, (who: Asker) => Promise<{ status: number }>][] = [
    ["see channels", (who) => station.ask(channels.GET, { who })],
    ["save a channel", (who) => station.ask(channels.PUT, { who, body: {}, method: "PUT" })],
    ["test a channel", (who) => station.ask(channelTest.POST, { who, body: {}, params: { id: "x" } })],
    ["test a person", (who) => station.ask(personTest.POST, { who, body: {}, params: { id: "x" } })],
    ["see policies", (who) => station.ask(policies.GET, { who })],
    ["save a policy", (who) => station.ask(policies.PUT, { who, body: {}, method: "PUT" })],
    ["remove a policy", (who) => station.ask(policy.DELETE, { who, method: "DELETE", params: { id: "x" } })],
    ["see the log", (who) => station.ask(log.GET, { who })],
    ["send again", (who) => station.ask(retry.POST, { who, body: {}, params: { id: "x" } })],
    ["save hours", (who) => station.ask(calendar.PUT, { who, body: {}, method: "PUT" })],
    ["save a day", (who) => station.ask(calendar.POST, { who, body: {} })],
    [
      "forget a day",
      (who) => station.ask(calendarDay.DELETE, { who, method: "DELETE", params: { day: "x" } }),
    ],
  ];
  test.each(managing)("%s: administrators alone", async (_, ask) => {
    for (const who of ["duty", "lead", "agency", "leader", "kiosk"])
      expect((await ask(who)).status, who).toBe(403);
    expect((await ask(null)).status).toBe(401);
    expect([200, 400, 404, 409]).toContain((await ask("admin")).status);
  });
});

describe("an address", () => {
  const add = (who: string, address = "an@example.vn") =>
    station.ask(contacts.POST, { who, body: { channelId: "mail", address } });

  test("is verified by a code sent there, within five tries", async () => {
    const added = (await add("duty")) as {
      status: number;
      message: string;
      contact: { id: number; verified: boolean };
    };
    expect(added).toMatchObject({ status: 201, contact: { verified: false } });
    expect(await station.ask(message.GET, { who: "duty", params: { id: added.message } })).toMatchObject({
      kind: "verify",
      state: "waiting",
    });
    const params = { id: added.contact.id };
    expect(await station.ask(contactTest.POST, { who: "duty", body: {}, params })).toMatchObject({
      reason: "not_verified",
    });
    const sent = () =>
      setCode(station.db.pool, {
        id: params.id,
        hash: codeHash(params.id, "123456"),
        until: Date.now() + 60_000,
      });
    await sent();
    const guess = (who: string, code_: string) =>
      station.ask(code.POST, { who, body: { code: code_ }, params });
    expect(await guess("lead", "123456")).toMatchObject({ status: 404 });
    for (let n = 0; n < 5; n++)
      expect(await guess("duty", `00000${n}`)).toMatchObject({ reason: "wrong_code" });
    expect(await guess("duty", "123456")).toMatchObject({ reason: "wrong_code" });
    await sent();
    expect(await guess("duty", "123456")).toMatchObject({ status: 200 });
    const { contacts: mine } = (await station.ask(own.GET, { who: "duty" })) as never as {
      contacts: object[];
    };
    expect(mine).toMatchObject([{ address: "an@example.vn", verified: true }]);
    expect(await station.ask(contactTest.POST, { who: "duty", body: {}, params })).toMatchObject({
      ok: true,
    });
  });

  test("is sent no more than six codes an hour, however often it is added and removed", async () => {
    for (let n = 0; n < 6; n++) {
      const { contact: made } = (await add("leader")) as never as { contact: { id: number } };
      await station.ask(contact.DELETE, { who: "leader", method: "DELETE", params: { id: made.id } });
    }
    expect(await add("leader")).toMatchObject({ status: 429, reason: "too_many_codes" });
  });

  test("of the wrong form, or on a channel without addresses, is refused", async () => {
    expect(await add("duty", "x@y, z@w")).toMatchObject({ status: 400, reason: "bad_address" });
    expect(
      await station.ask(contacts.POST, { who: "duty", body: { channelId: "web-push", address: "{}" } }),
    ).toMatchObject({
      reason: "channel_gone",
    });
  });

  test("is its owner's alone", async () => {
    const { contact: made } = (await add("duty")) as never as { contact: { id: number } };
    const params = { id: made.id };
    const change = (who: string) =>
      station.ask(contact.PATCH, { who, method: "PATCH", body: { minPriority: 2 }, params });
    expect(await change("lead")).toMatchObject({ status: 404 });
    expect(await change("admin")).toMatchObject({ status: 404 });
    expect(await change("duty")).toMatchObject({ contact: { minPriority: 2 } });
    expect(await station.ask(contact.DELETE, { who: "lead", method: "DELETE", params })).toMatchObject({
      status: 404,
    });
    expect(await station.ask(contact.DELETE, { who: "duty", method: "DELETE", params })).toMatchObject({
      status: 200,
    });
  });

  test("a browser belongs to whoever signed in last on it, and sets the watch of channels up", async () => {
    const subscription = {
      endpoint: "https://push.example/abc",
      keys: { p256dh: randomBytes(65).toString("base64url"), auth: randomBytes(16).toString("base64url") },
    };
    const subscribe = (who: string) =>
      station.ask(push.POST, { who, body: { subscription, label: "Chrome" } });
    expect(await subscribe("duty")).toMatchObject({ status: 201 });
    expect(await subscribe("lead")).toMatchObject({ status: 201 });
    const { rows } = await station.db.pool.query("SELECT user_id FROM notify_contact");
    expect(rows).toEqual([{ user_id: id("lead") }]);
    expect((await station.db.pool.query("SELECT FROM rule WHERE id = 'kenh-thong-bao-hong'")).rowCount).toBe(
      1,
    );
    const plain = { ...subscription, endpoint: "http://push.example/abc" };
    expect(
      await station.ask(push.POST, { who: "duty", body: { subscription: plain, label: "" } }),
    ).toMatchObject({ status: 400 });
  });

  test("a person has so many browsers and no more; one that is known comes again", async () => {
    const subscribe = (n: number) => {
      const keys = { p256dh: "A".repeat(87), auth: "B".repeat(22) };
      const subscription = { endpoint: `https://push.example/${n}`, keys };
      return station.ask(push.POST, { who: "leader", body: { subscription, label: "" } });
    };
    for (let n = 0; n < 20; n++) expect(await subscribe(n)).toMatchObject({ status: 201 });
    expect(await subscribe(20)).toMatchObject({ status: 409, reason: "too_many_contacts" });
    expect(await subscribe(3)).toMatchObject({ status: 201 });
  });

  test("quiet hours are kept and given back", async () => {
    const body = { language: "en", quiet: { from: "22:00", until: "06:00" } };
    expect(await station.ask(own.PUT, { who: "duty", method: "PUT", body })).toMatchObject({ ok: true });
    expect(await station.ask(own.GET, { who: "duty" })).toMatchObject({ preferences: body });
    const same = { language: "vi", quiet: { from: "22:00", until: "22:00" } };
    expect(await station.ask(own.PUT, { who: "duty", method: "PUT", body: same })).toMatchObject({
      status: 400,
    });
  });
});

describe("administration", () => {
  test("a channel must fit its kind; what it was before is in the audit, and no secret is in it", async () => {
    const channel = {
      id: "so",
      kind: "email",
      nameVi: "Sở",
      nameEn: "Office",
      config: { host: "a.vn" },
      enabled: true,
    };
    const save = (more: object) =>
      station.ask(channels.PUT, { who: "admin", method: "PUT", body: { ...channel, ...more } });
    expect(await save({})).toMatchObject({ ok: true });
    expect(await save({ config: {} })).toMatchObject({ status: 400, detail: [{ path: ["config", "host"] }] });
    expect(await save({ config: { host: "a.vn", password: "hunter2" } })).toMatchObject({ status: 400 });
    expect(await save({ kind: "web-push" })).toMatchObject({ status: 409 });
    expect(await save({ enabled: false })).toMatchObject({ ok: true });
    expect((await auditOf(station.db.pool, "channel:so"))[0]).toMatchObject({
      detail: { before: { enabled: true } },
    });
  });

  test("a policy is saved, versioned by the audit, and removed", async () => {
    const body = {
      id: "thu",
      nameVi: "Thử",
      nameEn: "Try",
      match: { priorities: [1] },
      steps: [{ afterS: 0, whom: "leader" }],
    };
    const save = (more: object) =>
      station.ask(policies.PUT, { who: "admin", method: "PUT", body: { ...body, ...more } });
    expect(await save({})).toMatchObject({ changed: true });
    expect(await save({})).toMatchObject({ changed: false });
    expect(await save({ steps: [{ afterS: 0, whom: "role" }] })).toMatchObject({ status: 400 });
    expect(await save({ nameVi: "Khác" })).toMatchObject({ changed: true });
    expect((await auditOf(station.db.pool, "escalation:thu"))[0]).toMatchObject({
      detail: { before: { nameVi: "Thử" } },
    });
    const params = { id: "thu" };
    expect(await station.ask(policy.DELETE, { who: "admin", method: "DELETE", params })).toMatchObject({
      ok: true,
    });
  });

  test("what failed is listed, and sent again under its id", async () => {
    const now = Date.now();
    const given = {
      dueAt: now,
      alertId: null,
      alertIds: [],
      policyId: null,
      step: null,
      repeat: null,
      contactId: null,
    };
    const out = {
      ...given,
      userId: id("duty"),
      address: "bi-mat@example.vn",
      message: testMessage("vi", "x"),
    };
    for (const n of [1, 2, 3])
      await putOut(station.db.pool, [
        {
          ...out,
          id: `n${n}`,
          kind: "test",
          channelId: "mail",
          state: "waiting",
          nextAt: now,
          giveUpAt: now,
        },
      ]);
    await station.db.pool.query(
      "UPDATE notification SET state = 'failed', reason = 'gave_up', settled_at = now() WHERE id = 'n2'",
    );
    const page = (query: string) =>
      station.ask(log.GET, { who: "admin", path: `/api/admin/notify/log?${query}` });
    const failed = await page("state=failed");
    expect(failed).toMatchObject({
      rows: [{ id: "n2", reason: "gave_up", userName: "Người duty" }],
      next: null,
    });
    expect(JSON.stringify(failed)).not.toContain("bi-mat@");
    const first = (await page("limit=2")) as never as { rows: { id: string }[]; next: string };
    const second = (await page(`limit=2&after=${encodeURIComponent(first.next)}`)) as never as {
      rows: { id: string }[];
    };
    expect([...first.rows, ...second.rows].map((row) => row.id).sort()).toEqual(["n1", "n2", "n3"]);
    expect(await station.ask(retry.POST, { who: "admin", body: {}, params: { id: "n2" } })).toMatchObject({
      ok: true,
    });
    expect(await page("state=failed")).toMatchObject({ rows: [] });
    expect(await station.ask(message.GET, { who: "lead", params: { id: "n1" } })).toMatchObject({
      status: 404,
    });
  });
});

describe("a link in a message", () => {
  const TOKEN = "A".repeat(22);
  async function link(alertIds: number[], who = "duty", inMs = 60_000): Promise<void> {
    const expiresAt = Date.now() + inMs;
    shown = Object.fromEntries(alertIds.map((alertId) => [alertId, 1]));
    await insertLink(station.db.pool, {
      hash: hashToken(TOKEN),
      notificationId: "n",
      userId: id(who),
      alertIds,
      expiresAt,
    });
  }
  /** Of alerts that were just made the page shows the first event. */
  const press = (who: Asker, token = TOKEN, seqs: object = shown) =>
    station.ask(ack.POST, { who, body: { seqs }, params: { token } });
  let shown: { [alertId: number]: number } = {};

  test("acknowledges once, for the person who was told", async () => {
    const alert = await stage.say(0, stage.raised(Date.now(), 1));
    await link([alert]);
    expect(await press(null)).toMatchObject({ status: 401 });
    expect(await press("kiosk")).toMatchObject({ status: 403 });
    expect(await press("lead")).toMatchObject({ status: 403, reason: "link_of_other" });
    expect(await press("duty")).toMatchObject({ status: 200, acked: [alert] });
    expect((await alertById(station.db.pool, alert))?.alert).toMatchObject({
      response: "ack",
      ackedBy: `user:${id("duty")}`,
    });
    expect(await press("duty")).toMatchObject({ status: 410, reason: "link_used" });
  });

  test("of two presses at once one wins, and the other hears of it", async () => {
    const alert = await stage.say(0, stage.raised(Date.now(), 1));
    await link([alert]);
    const answers = await Promise.all([press("duty"), press("duty"), press("duty")]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 410, 410]);
    expect((await eventsOf(station.db.pool, alert)).filter((e) => e.type === "acknowledged")).toHaveLength(1);
  });

  test("takes no alert that the page did not show", async () => {
    const [seen, unseen] = [
      await stage.say(0, stage.raised(Date.now(), 1)),
      await stage.say(1, stage.raised(Date.now(), 1)),
    ];
    await link([seen, unseen]);
    expect(await press("duty", TOKEN, { [seen]: 1 })).toMatchObject({
      status: 200,
      acked: [seen],
      refused: [{ alertId: unseen, why: { reason: "rang_again" } }],
    });
    expect((await alertById(station.db.pool, unseen))?.alert.response).toBe("unack");
  });

  test("is refused when it has expired, is forged or is no token", async () => {
    const alert = await stage.say(0, stage.raised(Date.now(), 1));
    await link([alert], "duty", -1);
    expect(await press("duty")).toMatchObject({ status: 410, reason: "link_expired" });
    for (const token of ["B".repeat(22), "", "../../x", "A".repeat(21)])
      expect(await press("duty", token), token).toMatchObject({ status: 410, reason: "link_unknown" });
    expect((await alertById(station.db.pool, alert))?.alert.response).toBe("unack");
  });

  test("gives nobody a right that the desk would not: a leader is told why", async () => {
    const alert = await stage.say(0, stage.raised(Date.now(), 1));
    await link([alert], "leader");
    expect(await press("leader")).toMatchObject({ status: 409, reason: "not_allowed" });
    expect((await alertById(station.db.pool, alert))?.alert.response).toBe("unack");
  });

  test("does not take what has rung since the page was opened", async () => {
    const alert = await stage.say(0, stage.raised(Date.now(), 1));
    await link([alert]);
    await stage.say(0, stage.returned(Date.now()));
    await stage.say(0, stage.raised(Date.now() + 1, 1));
    expect(await press("duty", TOKEN, { [alert]: 1 })).toMatchObject({ status: 409, reason: "rang_again" });
    expect(await press("duty", TOKEN, { [alert]: 3 })).toMatchObject({ status: 200 });
  });

  test("says who was first", async () => {
    const alert = await stage.say(0, stage.raised(Date.now(), 1));
    await link([alert]);
    await stage.act(alert, { type: "acknowledged", at: Date.now() }, `user:${id("lead")}`);
    expect(await press("duty")).toMatchObject({
      status: 409,
      reason: "already_acknowledged",
      detail: { name: "Người lead" },
    });
  });

  test("has no GET: a preview of the link changes nothing", () => {
    expect(ack).not.toHaveProperty("GET");
  });
});

test("an alert's notifications are told to persons who see it, not to screens or other agencies", async () => {
  const alert = await stage.say(0, stage.raised(Date.now(), 1), { agencyId: "so-khac" });
  const ask = (who: Asker) => station.ask(ofAlert.GET, { who, params: { id: alert } });
  expect(await ask("duty")).toMatchObject({ status: 200, notifications: [], tasks: expect.any(Array) });
  expect(((await ask("duty")) as never as { tasks: object[] }).tasks).toHaveLength(4);
  expect((await ask("agency")).status).toBe(404);
  expect((await ask("kiosk")).status).toBe(403);
  expect((await ask(null)).status).toBe(401);
});
