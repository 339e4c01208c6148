import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tx } from "#lib/db/tx.ts";
import { setDisabled, setRole } from "#lib/user/sql.ts";
import { type WebStation, webStation } from "#lib/user/testing.ts";
import { POST as choose } from "../invite/route.ts";
import { POST as newLink } from "./[id]/link/route.ts";
import { PATCH } from "./[id]/route.ts";
import { POST as add, GET as list } from "./route.ts";

const PASSWORD = "thuyền về bến lúc bình minh";
const ORIGIN = "http://127.0.0.1:3000";

let web: WebStation;
beforeAll(async () => {
  web = await webStation();
  await web.db.pool.query(
    `INSERT INTO agency (id, name_vi, name_en, valid_from) VALUES ('so-y-te', 'Sở Y tế', 'Health', '2020-01-01')`,
  );
});
afterAll(() => web?.close());

const invite = (email: string, more: object = {}) =>
  web.ask(add, {
    who: "admin",
    path: "/api/users",
    body: { name: "Lê Văn Mới", email, role: "lead", ...more },
  }) as Promise<{ status: number; reason?: string; id: string; path: string }>;
const tokenOf = ({ path }: { path: unknown }) => String(path).split("/").at(-1) as string;
const use = (token: string, password: string, who: string | null = null) => {
  const request = web.request(who, "/api/invite", { token, password });
  request.headers.set("origin", ORIGIN);
  request.headers.set("host", "127.0.0.1:3000");
  request.headers.set("x-client-address", "10.9.0.7");
  return choose(request).then(async (answer) => ({ status: answer.status, ...(await answer.json()) }));
};
const setBy = async (id: string) =>
  (await web.db.pool.query(`SELECT "setBy" FROM auth.account WHERE "userId" = $1`, [id])).rows[0]?.setBy;
const audits = async (id: string) =>
  (
    await web.db.pool.query("SELECT action FROM audit WHERE object = $1 ORDER BY id", [`user:${id}`])
  ).rows.map(({ action }) => action);

describe("a person who is added", () => {
  test("chooses the password with a link that works once; nobody gives one for them", async () => {
    const given = await invite("co@example.vn", { password: PASSWORD });
    expect(given).toMatchObject({ status: 400, reason: "invalid_request" });
    const made = await invite("moi@example.vn");
    expect(made.status).toBe(201);
    const token = tokenOf(made);
    const { rows } = await web.db.pool.query("SELECT l::text AS text FROM account_link l");
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(await use(token, PASSWORD)).toMatchObject({ status: 200, email: "moi@example.vn" });
    expect(await use(token, PASSWORD)).toMatchObject({ status: 410, reason: "password_link_used" });
    expect(await setBy(made.id)).toBe("self");
    expect(await audits(made.id)).toEqual(["user.create", "user.link", "user.password"]);
    expect(await web.signIn("moi@example.vn", PASSWORD)).toContain("haidang.session");
  });

  test("cannot choose what is guessed first, and keeps the link meanwhile", async () => {
    const token = tokenOf(await invite("yeu@example.vn"));
    expect(await use(token, "aaaaaaaaaaaa")).toMatchObject({ status: 422, reason: "weak_repeats" });
    expect(await use(token, "Lê Văn Mới 2026")).toMatchObject({ status: 422, reason: "weak_name" });
    expect(await use(token, "matkhau@123456")).toMatchObject({ status: 422, reason: "weak_common" });
    expect((await use(token, PASSWORD)).status).toBe(200);
  });

  test("has one link: expired, replaced or of a disabled person it is none", async () => {
    const made = await invite("mot@example.vn");
    const again = await web.ask(newLink, { who: "admin", body: {}, params: { id: made.id } });
    expect((await use(tokenOf(made), PASSWORD)).status).toBe(410);
    const token = tokenOf(again as unknown as { path: string });
    await setDisabled(web.db.pool, made.id, true);
    expect((await use(token, PASSWORD)).status).toBe(410);
    await setDisabled(web.db.pool, made.id, false);
    await web.db.pool.query("UPDATE account_link SET expires_at = now() - interval '1 second'");
    expect((await use(token, PASSWORD)).status).toBe(410);
  });

  test("whose link is used by many at once gets one password", async () => {
    const token = tokenOf(await invite("nhieu@example.vn"));
    const found = await Promise.all([1, 2, 3].map((n) => use(token, `${PASSWORD} ${n}`)));
    expect(found.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
  });

  test("does not choose it in the browser of somebody who is signed in", async () => {
    const token = tokenOf(await invite("may@example.vn"));
    expect(await use(token, PASSWORD, "admin")).toMatchObject({ status: 409, reason: "signed_in_as_other" });
  });

  test("speaks for an agency that there is, or is not made at all", async () => {
    const odd = await invite("la@example.vn", { role: "agency", agencyId: "khong-co" });
    expect(odd).toMatchObject({ status: 422, reason: "unknown_agency" });
    const people = (await web.ask(list, { who: "admin" })).rows as { email: string; invited: boolean }[];
    expect(people.map(({ email }) => email)).not.toContain("la@example.vn");
    expect((await invite("dung@example.vn", { role: "agency", agencyId: "so-y-te" })).status).toBe(201);
    const id = web.ids.get("agency") as string;
    const change = (agencyId: string | null) =>
      web.ask(PATCH, { who: "admin", method: "PATCH", body: { agencyId }, params: { id } });
    expect(await change("khong-co")).toMatchObject({ status: 422, reason: "unknown_agency" });
    expect((await change("so-y-te")).status).toBe(200);
  });

  test("and what is written down of it stand or fall together", async () => {
    await web.db.pool.query(
      "ALTER TABLE audit ADD CONSTRAINT no_create CHECK (action <> 'user.create') NOT VALID",
    );
    await expect(invite("nua@example.vn")).rejects.toThrow();
    await web.db.pool.query("ALTER TABLE audit DROP CONSTRAINT no_create");
    expect((await invite("nua@example.vn")).status).toBe(201);
  });
});

describe("a new password by link", () => {
  test("ends every session of the person, and the old password", async () => {
    const id = await web.add("quen", "duty");
    const made = await web.ask(newLink, { who: "admin", body: {}, params: { id } });
    expect(made).toMatchObject({ status: 201, purpose: "reset" });
    const sessions = `SELECT FROM auth.session WHERE "userId" = $1`;
    expect((await web.db.pool.query(sessions, [id])).rowCount).toBe(1);
    expect((await use(tokenOf(made as never), PASSWORD)).status).toBe(200);
    expect((await web.db.pool.query(sessions, [id])).rowCount).toBe(0);
    await expect(web.signIn("quen@example.vn", "mot-mat-khau-du-dai")).rejects.toThrow();
  });
});

describe("administrators", () => {
  test("who take each other's right away at the same moment leave one", async () => {
    const [a, b] = [web.ids.get("admin") as string, await web.add("admin-2", "admin")];
    const release = Promise.withResolvers<void>();
    const first = tx(web.db.pool, async (client) => {
      const done = await setRole(client, a, "duty");
      await release.promise;
      return done;
    });
    await new Promise((later) => setTimeout(later, 200));
    const second = tx(web.db.pool, (client) => setDisabled(client, b, true));
    await new Promise((later) => setTimeout(later, 200));
    release.resolve();
    expect([await first, await second]).toEqual([true, false]);
    const { rows } = await web.db.pool.query(
      `SELECT id FROM auth."user" WHERE role = 'admin' AND banned IS NOT TRUE`,
    );
    expect(rows).toEqual([{ id: b }]);
    await setRole(web.db.pool, a, "admin");
  });

  test("who never took their invitation up do not count as one who is left", async () => {
    await web.db.pool.query(`UPDATE auth."user" SET role = 'duty' WHERE role = 'admin' AND id <> $1`, [
      web.ids.get("admin"),
    ]);
    await invite("cho@example.vn", { role: "admin" });
    expect(await setRole(web.db.pool, web.ids.get("admin") as string, "duty")).toBe(false);
  });
});
