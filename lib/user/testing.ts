import { openPool, type Pool } from "#lib/db/pool.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { makeAuth } from "./auth.ts";
import { hashPassword } from "./hash.ts";
import { ROLES, type Role } from "./model.ts";
import { passwordLane } from "./server.ts";
import { KIOSK_COOKIE } from "./session.ts";
import { savePassword } from "./sql/password.ts";
import { insertKiosk, insertPerson } from "./sql.ts";
import { newToken } from "./token.ts";

const ORIGIN = "http://127.0.0.1:3000";
const PASSWORD = "mot-mat-khau-du-dai";

/** Somebody who asks: a role, another person by name, a screen, or nobody. */
export type Asker = Role | "kiosk" | null | (string & {});

export type WebStation = {
  db: TestDatabase;
  /** The web account, as in production: the routes must do with its rights. */
  pool: Pool;
  /** Ids of the people, by the name that they ask under. */
  ids: ReadonlyMap<string, string>;
  /** One more person. */
  add(name: string, role: Role, agencyId?: string): Promise<string>;
  /** Whose password it is by now: `self`, or the administrator who chose it; null: from before this was noted. */
  passwordBy(name: string, setBy: string | null): Promise<void>;
  /** @returns the cookies of a new session. @throws when the password is wrong */
  signIn(email: string, password: string): Promise<string>;
  request(who: Asker, path: string, body?: unknown, method?: string): Request;
  /** Calls a route handler. `params`: of its path. */
  ask<C>(handler: Handler<C>, call: Call): Promise<{ status: number; [key: string]: unknown }>;
  close(): Promise<void>;
};
type Handler<C> = (request: Request, context: C) => Promise<Response>;
type Call = {
  who: Asker;
  path?: string;
  body?: unknown;
  method?: string;
  params?: Record<string, string | number>;
};

/** A database of its own with one signed-in person a role (agency: of `so-y-te`) and a screen, for tests of routes. */
export async function webStation(): Promise<WebStation> {
  const db = await testDatabase();
  const pool = openPool(db.webUrl, 4);
  const auth = makeAuth({ databaseUrl: db.webUrl, secret: newToken().token, publicUrl: ORIGIN });
  Object.assign(globalThis, { [Symbol.for("haidang.server")]: { pool, auth, lane: passwordLane() } });
  // One for all: each takes a tenth of a second, and many on a busy machine.
  const hash = await hashPassword(PASSWORD);
  const cookies = new Map<string, string>();
  const ids = new Map<string, string>();

  async function signIn(email: string, password: string): Promise<string> {
    const { headers } = await auth.api.signInEmail({ body: { email, password }, returnHeaders: true });
    return headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
  }

  async function add(name: string, role: Role, agencyId?: string): Promise<string> {
    const email = `${name}@example.vn`;
    const person = { name: `Người ${name}`, email, role, agencyId: agencyId ?? null };
    const id = (await insertPerson(db.pool, person)) as string;
    await tx(db.pool, (client) => savePassword(client, id, { hash, setBy: "self" }));
    cookies.set(name, await signIn(email, PASSWORD));
    ids.set(name, id);
    return id;
  }

  function request(who: Asker, path: string, body?: unknown, method?: string): Request {
    const headers = new Headers(
      who ? { cookie: cookies.get(who) as string, origin: ORIGIN, host: "127.0.0.1:3000" } : {},
    );
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    return new Request(`${ORIGIN}${path}`, {
      headers,
      method: method ?? (body === undefined ? "GET" : "POST"),
      ...init,
    });
  }

  for (const role of ROLES) await add(role, role, role === "agency" ? "so-y-te" : undefined);
  cookies.set("kiosk", await screen(db.pool));
  return {
    db,
    pool,
    ids,
    add,
    async passwordBy(name, setBy) {
      await db.pool.query(`UPDATE auth.account SET "setBy" = $2 WHERE "userId" = $1`, [ids.get(name), setBy]);
    },
    signIn,
    request,
    async ask(handler, { who, path = "/", body, method, params = {} }) {
      const texts = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));
      const answer = await handler(request(who, path, body, method), {
        params: Promise.resolve(texts),
      } as never);
      const said = await answer.json().catch(() => ({}));
      return { ...(Array.isArray(said) ? { rows: said } : said), status: answer.status };
    },
    async close() {
      await (auth.options.database as { end(): Promise<void> }).end();
      await pool.end();
      await db.drop();
    },
  };
}

async function screen(pool: Pool): Promise<string> {
  const { token, hash } = newToken();
  await pool.query(
    `INSERT INTO wall (id, name_vi, name_en, layout) VALUES ('overview', 'x', 'x', '{}') ON CONFLICT DO NOTHING`,
  );
  const expiresAt = new Date(Date.now() + 600_000);
  await insertKiosk(pool, { name: "Màn hình", wallId: "overview", hash, createdBy: "user:x", expiresAt });
  return `${KIOSK_COOKIE}=${token}`;
}
