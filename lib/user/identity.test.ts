import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../db/testing.ts";
import { makeAuth } from "./auth.ts";
import { identify, KIOSK_COOKIE } from "./session.ts";
import { createPerson, ensureSetupToken, isSetupOpen, setUp } from "./setup.ts";
import { insertKiosk, revokeKiosk, setDisabled, setRole, users } from "./sql.ts";
import { newToken } from "./token.ts";

const PASSWORD = "mot-mat-khau-du-dai";
const ADMIN = { name: "Quản trị", email: "admin@example.vn", password: PASSWORD };

let db: Awaited<ReturnType<typeof testDatabase>>;
let auth: ReturnType<typeof makeAuth>;

beforeAll(async () => {
  db = await testDatabase();
  auth = makeAuth({ databaseUrl: db.url, secret: newToken().token, publicUrl: "http://127.0.0.1:3000" });
});
afterAll(async () => {
  await (auth.options.database as { end(): Promise<void> }).end();
  await db.drop();
});

async function signIn(email: string, password = PASSWORD): Promise<Headers> {
  const { headers } = await auth.api.signInEmail({ body: { email, password }, returnHeaders: true });
  return new Headers({
    cookie: headers
      .getSetCookie()
      .map((c) => c.split(";")[0])
      .join("; "),
  });
}

describe("the set-up link", () => {
  it("makes the first administrator once, and only with a live token", async () => {
    const stale = (await ensureSetupToken(db.pool)) as string;
    const token = (await ensureSetupToken(db.pool)) as string;
    expect(await isSetupOpen(db.pool, stale)).toBe(false);
    expect(await setUp(db.pool, stale, ADMIN)).toBe("link_used");
    expect(await setUp(db.pool, token, ADMIN)).toBe("done");
    expect(await setUp(db.pool, token, { ...ADMIN, email: "b@example.vn" })).toBe("link_used");
    expect(await ensureSetupToken(db.pool)).toBeNull();
    expect((await users(db.pool)).map((u) => [u.email, u.role])).toEqual([[ADMIN.email, "admin"]]);
  });
});

describe("people", () => {
  it("are known by their session and by nothing else", async () => {
    const headers = await signIn(ADMIN.email);
    expect(await identify(db.pool, auth, headers)).toMatchObject({ kind: "person", role: "admin" });
    const forged = new Headers({
      "x-auth-user": "admin",
      referer: "http://127.0.0.1:3000/admin",
      cookie: "haidang.session_token=x.y",
    });
    expect(await identify(db.pool, auth, forged)).toBeNull();
  });

  it("lose their sessions at once when they are disabled, and cannot come back", async () => {
    const id = (await createPerson(
      db.pool,
      { name: "Trực ban", email: "truc@example.vn", password: PASSWORD },
      "duty",
    )) as string;
    const headers = await signIn("truc@example.vn");
    expect(await identify(db.pool, auth, headers)).toMatchObject({ role: "duty" });
    expect(await setDisabled(db.pool, id, true)).toBe(true);
    expect(await identify(db.pool, auth, headers)).toBeNull();
    await expect(signIn("truc@example.vn")).rejects.toThrow();
  });

  it("cannot be made twice with one address", async () => {
    expect(await createPerson(db.pool, { ...ADMIN, name: "Hai" }, "duty")).toBeNull();
  });

  it("always leave one administrator", async () => {
    const admin = (await users(db.pool)).find((u) => u.role === "admin");
    expect(await setRole(db.pool, admin?.id ?? "", "duty")).toBe(false);
    expect(await setDisabled(db.pool, admin?.id ?? "", true)).toBe(false);
  });

  it("hear the same refusal for an unknown address and a wrong password", async () => {
    const unknown = await signIn("nobody@example.vn").catch((e: Error) => e.message);
    const wrong = await signIn(ADMIN.email, "sai-mat-khau-hoan-toan").catch((e: Error) => e.message);
    expect(unknown).toBe(wrong);
  });
});

describe("a kiosk link", () => {
  it("shows its wall until it is revoked or expires", async () => {
    const make = async (days: number) => {
      const { token, hash } = newToken();
      const expiresAt = new Date(Date.now() + days * 86_400_000);
      const row = await insertKiosk(db.pool, {
        name: "Màn chính",
        wallId: "overview",
        hash,
        createdBy: "user:x",
        expiresAt,
      });
      return { id: row.id, headers: new Headers({ cookie: `${KIOSK_COOKIE}=${token}` }) };
    };
    const live = await make(1);
    expect(await identify(db.pool, auth, live.headers)).toEqual({
      kind: "kiosk",
      kioskId: live.id,
      wallId: "overview",
    });
    expect(await revokeKiosk(db.pool, live.id)).toBe(true);
    expect(await identify(db.pool, auth, live.headers)).toBeNull();
    expect(await identify(db.pool, auth, (await make(-1)).headers)).toBeNull();
  });
});
