import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type WebStation, webStation } from "#lib/user/testing.ts";
import { POST as change } from "./password/route.ts";
import { DELETE as endOne } from "./sessions/[id]/route.ts";
import { DELETE as endOthers, GET as sessions } from "./sessions/route.ts";

const OLD = "mot-mat-khau-du-dai";
const NEW = "thuyền về bến lúc bình minh";

let web: WebStation;
let n = 0;
let me: string;
beforeAll(async () => {
  web = await webStation();
});
afterAll(() => web?.close());
beforeEach(async () => {
  me = `toi-${++n}`;
  await web.add(me, "lead");
});

const email = () => `${me}@example.vn`;
const setPassword = (current: string, password: string) =>
  web.ask(change, { who: me, path: "/api/me/password", body: { current, password } });
const mine = async () =>
  (await web.ask(sessions, { who: me })).sessions as { id: string; current: boolean; address: string }[];
const actions = async () =>
  (
    await web.db.pool.query("SELECT action FROM audit WHERE object = $1 AND action <> 'user.signed_in'", [
      `user:${web.ids.get(me)}`,
    ])
  ).rows.map(({ action }) => action);

describe("one's own password", () => {
  test("is changed with the present one; all other sessions end and this one goes on", async () => {
    await web.signIn(email(), OLD);
    expect(await mine()).toHaveLength(2);
    expect(await setPassword(OLD, NEW)).toMatchObject({ status: 200, sessionsEnded: 1 });
    expect(await mine()).toMatchObject([{ current: true }]);
    await expect(web.signIn(email(), OLD)).rejects.toThrow();
    expect(await web.signIn(email(), NEW)).toContain("haidang.session");
    expect(await actions()).toEqual(["user.password"]);
  });

  test("is not changed without it, and wrong ones count as guesses do", async () => {
    expect(await setPassword("sai-mat-khau-roi", NEW)).toMatchObject({
      status: 422,
      reason: "wrong_current",
    });
    const { rows } = await web.db.pool.query("SELECT streak FROM sign_in_failure");
    expect(rows).toEqual([{ streak: 1 }]);
    await web.db.pool.query("UPDATE sign_in_failure SET streak = 15");
    expect(await setPassword(OLD, NEW)).toMatchObject({ status: 429, reason: "slow_down" });
    await web.db.pool.query("DELETE FROM sign_in_failure");
  });

  test("is not one that is guessed first, nor the same again", async () => {
    expect(await setPassword(OLD, "aaaaaaaaaaaa")).toMatchObject({ status: 422, reason: "weak_repeats" });
    expect(await setPassword(OLD, `${email()} 1`)).toMatchObject({ status: 422, reason: "weak_name" });
    expect(await setPassword(OLD, OLD)).toMatchObject({ status: 422, reason: "same_password" });
  });
});

describe("one's sessions", () => {
  test("are listed without their tokens, and end one by one", async () => {
    const cookie = await web.signIn(email(), OLD);
    const found = await mine();
    expect(found.map(({ current }) => current)).toEqual([true, false]);
    expect(JSON.stringify(found)).not.toContain(cookie.split("=")[1]?.slice(0, 20));
    const other = found[1] as { id: string };
    expect((await web.ask(endOne, { who: me, method: "DELETE", params: { id: other.id } })).status).toBe(200);
    expect(await mine()).toHaveLength(1);
    expect(await actions()).toEqual(["user.sessions_ended"]);
  });

  test("of somebody else cannot be ended", async () => {
    const { rows } = await web.db.pool.query(`SELECT id FROM auth.session WHERE "userId" = $1`, [
      web.ids.get("admin"),
    ]);
    const answer = await web.ask(endOne, { who: me, method: "DELETE", params: { id: rows[0].id } });
    expect(answer).toMatchObject({ status: 404, reason: "unknown_session" });
    expect((await web.ask(sessions, { who: "admin" })).status).toBe(200);
  });

  test("end everywhere else at one press", async () => {
    await web.signIn(email(), OLD);
    await web.signIn(email(), OLD);
    expect(await web.ask(endOthers, { who: me, method: "DELETE" })).toMatchObject({ status: 200, ended: 2 });
    expect(await mine()).toMatchObject([{ current: true }]);
  });
});
