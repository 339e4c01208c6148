import type { Pool } from "#lib/db/pool.ts";
import { isTransient } from "#lib/db/tx.ts";
import type { Answer } from "#lib/protocol.ts";
import { bucket } from "#lib/user/bucket.ts";
import type { Identity } from "#lib/user/model.ts";
import { mayPace } from "#lib/user/pace.ts";
import { type Command, commands } from "./commands.ts";
import type { Fanout, LiveSocket } from "./fanout.ts";
import { headersOf, type Identify, renew } from "./session.ts";
import type { State } from "./state.ts";

const BURST = 30;
const PER_SECOND = 5;
/** A client that goes on asking too much is not ours. */
const MOST_REFUSED = 200;

export type Desk = {
  pool: Pool;
  fanout: Fanout;
  state: State;
  identify: Identify;
  onBug(event: string, error: unknown): void;
};

/** Counted for the metrics: asked, and why not done. */
export const asked = new Map<string, number>();

/** The one door for everything that a client says. */
export function listen(socket: LiveSocket, desk: Desk): void {
  const allowed = bucket(BURST, PER_SECOND);
  let refused = 0;
  socket.onAny(async (name: string, ...args: unknown[]) => {
    const last = args.at(-1);
    const answer = typeof last === "function" ? (last as (a: Answer<unknown>) => void) : () => {};
    const input = typeof args[0] === "function" ? undefined : args[0];
    if (!allowed.take(Date.now())) {
      count(name, "too_many_requests");
      if (++refused > MOST_REFUSED) socket.disconnect(true);
      return answer({ ok: false, reason: "too_many_requests" });
    }
    if (!Object.hasOwn(commands, name)) return count("unknown", "unknown");
    const result = await obey(socket, { name, input, desk });
    count(name, result.ok ? "done" : result.reason);
    answer(result);
  });
}

type Order = { name: string; input: unknown; desk: Desk };

async function obey(socket: LiveSocket, { name, input, desk }: Order): Promise<Answer<unknown>> {
  const command = commands[name as keyof typeof commands] as Command;
  const parsed = command.schema.safeParse(input);
  if (!parsed.success)
    return { ok: false, reason: "invalid_request", detail: parsed.error.issues[0]?.message };
  let who: Identity | null;
  try {
    who = await desk.identify(headersOf(socket));
  } catch {
    return { ok: false, reason: "unavailable" };
  }
  if (!renew(socket, who) || !who) return { ok: false, reason: "not_signed_in" };
  desk.fanout.regard(socket, who);
  try {
    if (!command.may(who, parsed.data)) return { ok: false, reason: "not_allowed" };
    // A person has many sockets and one measure.
    if (name === "ackAlert" && !mayPace(who, "write")) return { ok: false, reason: "too_many_requests" };
    const { pool, fanout, state } = desk;
    return await command.run({ socket, who, pool, fanout, state, now: Date.now() }, parsed.data);
  } catch (error) {
    if (!isTransient(error)) desk.onBug(name, error);
    return { ok: false, reason: "unavailable" };
  }
}

function count(event: string, outcome: string): void {
  const key = Object.hasOwn(commands, event) ? `${event} ${outcome}` : `unknown ${outcome}`;
  asked.set(key, (asked.get(key) ?? 0) + 1);
}
