import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Content, WarningRow } from "#lib/cap/model.ts";
import { saveCapOffice } from "#lib/cap/sql.ts";
import { fromXml } from "#lib/cap/xml.ts";
import { type WebStation, webStation } from "#lib/user/testing.ts";
import { GET as message } from "../cap/[identifier]/route.ts";
import { GET as feed } from "../cap/route.ts";
import { POST as act } from "./[id]/acts/route.ts";
import { GET as one } from "./[id]/route.ts";
import { PUT as office } from "./office/route.ts";
import { POST as begin, GET as list } from "./route.ts";

let station: WebStation;
beforeAll(async () => {
  station = await webStation();
});
afterAll(() => station?.close());
beforeEach(async () => {
  await station.db.pool.query("TRUNCATE warning, cap_message RESTART IDENTITY CASCADE");
  await saveCapOffice(station.db.pool, { sender: "ioc@tinh.example", nameVi: "Trung tâm", nameEn: "Centre" });
});

const words = { event: "Lũ", headline: "Lũ lớn", description: "Nước lên", instruction: "Sơ tán" };

async function draft(who = "duty"): Promise<WarningRow> {
  const { id } = await station.ask(begin, { who, body: {} });
  return warning(id as number);
}
const warning = async (id: number) =>
  (await station.ask(one, { who: "duty", params: { id } })).warning as WarningRow;
const say = (who: string | null, { id }: { id: number }, body: object) =>
  station.ask(act, { who, body, params: { id } });

async function complete(more: Partial<Content> = {}, who = "duty"): Promise<WarningRow> {
  const { content, version, id } = await draft(who);
  const full = { ...content, vi: words, areaVi: "Xã Tây Sơn", communes: [commune], ...more };
  expect(await say(who, { id }, { type: "edit", content: full, version })).toMatchObject({ status: 200 });
  return warning(id);
}
const commune = { code: "21796", nameVi: "Phường Bình Định", nameEn: "Binh Dinh" };

describe("who may", () => {
  test.each([
    [null, 401],
    ["kiosk", 403],
    ["duty", 201],
    ["lead", 201],
    ["agency", 201],
    ["leader", 403],
    ["admin", 403],
  ] as const)("draft: %s is answered %i", async (who, status) => {
    expect(await station.ask(begin, { who, body: {} })).toMatchObject({ status });
  });

  test.each([
    [null, 401, 401],
    ["kiosk", 403, 403],
    ["duty", 403, 403],
    ["lead", 200, 403],
    ["agency", 404, 404],
    ["leader", 403, 200],
    ["admin", 403, 403],
  ] as const)("sign: %s is answered %i as the first, %i as the second", async (who, first, second) => {
    const { hash, ...drafted } = await complete();
    expect(await say(who, drafted, { type: "sign_first", hash })).toMatchObject({ status: first });
    if (first !== 200) await say("lead", drafted, { type: "sign_first", hash });
    expect(await say(who, drafted, { type: "sign_second", hash })).toMatchObject({ status: second });
  });

  test("sign: nobody is the second whose password an administrator chose", async () => {
    const { hash, ...drafted } = await complete();
    await say("lead", drafted, { type: "sign_first", hash });
    for (const by of [null, "user:admin"]) {
      await station.passwordBy("leader", by);
      const answer = await say("leader", drafted, { type: "sign_second", hash });
      expect(answer).toMatchObject({ status: 409, reason: "password_not_own" });
    }
    await station.passwordBy("leader", "self");
    expect(await say("leader", drafted, { type: "sign_second", hash })).toMatchObject({ status: 200 });
  });

  test("edit: an agency only what it drafted itself", async () => {
    const theirs = await complete({}, "agency");
    expect(theirs.agencyId).toBe("so-y-te");
    const duty = await complete();
    const edit = { type: "edit", content: duty.content, version: duty.version };
    expect(await say("agency", duty, edit)).toMatchObject({ status: 404, reason: "unknown_warning" });
  });

  test.each([
    ["admin", 200],
    ["lead", 403],
    ["leader", 403],
    [null, 401],
  ] as const)("name the office: %s is answered %i", async (who, status) => {
    const body = { sender: "ioc@tinh.example", nameVi: "a", nameEn: "b" };
    expect(await station.ask(office, { who, body, method: "PUT" })).toMatchObject({ status });
  });
});

test("everybody hears what was sent, and nobody hears of a draft", async () => {
  const { hash, ...drafted } = await complete({ status: "Exercise" });
  const atom = async () => (await feed()).text();
  expect(await atom()).not.toContain("Lũ lớn");
  await say("lead", drafted, { type: "sign_first", hash });
  await say("leader", drafted, { type: "sign_second", hash });
  const { identifier } = await warning(drafted.id);
  expect(await atom()).toContain("[DIỄN TẬP] Lũ lớn");
  // Nobody said under which address it is reached: links begin at the feed itself, not at what a request calls us.
  expect(await atom()).toContain('href="/api/cap/');
  expect(await atom()).not.toContain('href="http');
  const context = { params: Promise.resolve({ identifier: identifier as string }) };
  const answer = await message(station.request(null, "/"), context);
  expect(answer.headers.get("content-type")).toContain("application/cap+xml");
  expect(fromXml(await answer.text())).toMatchObject({ identifier, status: "Exercise" });
  const unknown = { params: Promise.resolve({ identifier: "x" }) };
  expect((await message(station.request(null, "/"), unknown)).status).toBe(404);
});

test.each([
  [{ type: "edit", content: {}, version: 1 }],
  [{ type: "sign_first", hash: "x" }],
  [{ type: "release" }],
  [{ type: "edit", content: { polygon: [[200, 0]] }, version: 1 }],
])("what is no act is refused and changes nothing: %j", async (body) => {
  const before = await draft();
  expect(await say("duty", before, body)).toMatchObject({ status: 400, reason: "invalid_request" });
  expect(await warning(before.id)).toEqual(before);
});

test("the list is for people", async () => {
  await draft();
  expect(await station.ask(list, { who: "leader" })).toMatchObject({
    warnings: [{ draftedName: "Người duty" }],
  });
  expect(await station.ask(list, { who: "kiosk" })).toMatchObject({ status: 403 });
});
