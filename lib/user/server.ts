import { configWith, isSecure } from "../config.ts";
import { openPool, type Pool } from "../db/pool.ts";
import { type Auth, makeAuth } from "./auth.ts";
import { Lane } from "./lane.ts";
import type { Identity } from "./model.ts";
import { identify } from "./session.ts";

type Server = { pool: Pool; auth: Auth; lane: Lane };
// The web framework loads its own copy of each module beside the socket server's; the process shares one pool.
const KEY = Symbol.for("haidang.server");
const shared = globalThis as { [KEY]?: Server };

/** Database pool and authentication of this web process. */
export function server(): Server {
  shared[KEY] ??= open();
  return shared[KEY];
}

/** The longest statements are those of a trial over a month. */
const PATIENCE = { statementMs: 60_000, idleMs: 60_000 };

/** One password at a time, 40 to 80 ms each: 64 from one place, as at a change of shifts, wait 5 s at most. */
export function passwordLane(): Lane {
  return new Lane({ width: 1, perPlace: 64, most: 256, patienceMs: 10_000 });
}

function open(): Server {
  const settings = configWith("DATABASE_URL", "AUTH_SECRET");
  const { DATABASE_URL, AUTH_SECRET, PUBLIC_URL } = settings;
  return {
    pool: openPool(DATABASE_URL, 10, PATIENCE),
    auth: makeAuth({
      databaseUrl: DATABASE_URL,
      secret: AUTH_SECRET,
      publicUrl: PUBLIC_URL,
      secure: isSecure(settings),
    }),
    lane: passwordLane(),
  };
}

export function whoSent(headers: Headers): Promise<Identity | null> {
  const { pool, auth } = server();
  return identify(pool, auth, headers);
}

/** As {@link whoSent}, for a socket that is looked at again and again: an unattended page does not stay signed in. */
export function whoIsConnected(headers: Headers): Promise<Identity | null> {
  const { pool, auth } = server();
  return identify(pool, auth, headers, { renew: false });
}

/** Of the person's session that sent these headers; null: there is none. */
export async function sessionIdOf(headers: Headers): Promise<string | null> {
  const found = await server().auth.api.getSession({ headers, query: { disableRefresh: true } });
  return found?.session.id ?? null;
}
