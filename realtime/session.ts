import { actorOf, type Identity } from "#lib/user/model.ts";
import { fetchHeaders } from "#lib/user/session.ts";
import type { LiveServer, LiveSocket } from "./fanout.ts";

/** @returns who sent these headers, null for strangers. @throws when the database cannot say. */
export type Identify = (headers: Headers) => Promise<Identity | null>;

/** An ended session or a revoked screen is put out, a changed role or agency obeyed, within this time. */
const RECHECK_MS = 3_000;

/** Told of everybody who is still who they were, with the role and agency that they have now. */
export type OnKnown = (socket: LiveSocket, who: Identity) => void;

/** A person has a few pages, a link a room full of screens; each is sent all that there is. */
const MOST_SOCKETS = 200;

/** Nobody gets a socket without a session: the error's message is `not_signed_in`, `too_many_requests` or `unavailable`. */
export function requireIdentity(io: LiveServer, identify: Identify): void {
  io.use(async (socket, next) => {
    try {
      const who = await identify(headersOf(socket));
      if (!who) return next(new Error("not_signed_in"));
      if (socketsOf(io, actorOf(who)) >= MOST_SOCKETS) return next(new Error("too_many_requests"));
      socket.data.who = who;
      next();
    } catch {
      next(new Error("unavailable"));
    }
  });
}

function socketsOf(io: LiveServer, actor: string): number {
  let count = 0;
  for (const { data } of io.sockets.sockets.values()) if (actorOf(data.who as Identity) === actor) count++;
  return count;
}

export function headersOf(socket: LiveSocket): Headers {
  return fetchHeaders(socket.handshake.headers);
}

/** Tells why and ends it. */
export function putOut(socket: LiveSocket): void {
  const who = socket.data.who as Identity;
  socket.emit("bye", who.kind === "person" ? "signed_out" : "revoked");
  socket.disconnect(true);
}

/** Looks at every session again and again; while the database is away nobody is put out. */
export function watchSessions(io: LiveServer, identify: Identify, onKnown: OnKnown): { close(): void } {
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    await recheck(io, identify, onKnown).catch(() => {});
    busy = false;
  }, RECHECK_MS);
  return { close: () => clearInterval(timer) };
}

async function recheck(io: LiveServer, identify: Identify, onKnown: OnKnown): Promise<void> {
  const byCookie = Map.groupBy(io.sockets.sockets.values(), (s) => s.handshake.headers.cookie ?? "");
  for (const sockets of byCookie.values()) {
    const who = await identify(headersOf(sockets[0] as LiveSocket));
    for (const socket of sockets) if (renew(socket, who) && who) onKnown(socket, who);
  }
}

/** A role may change under an open socket; a person may not turn into another, or into a screen. */
export function renew(socket: LiveSocket, who: Identity | null): boolean {
  const same = who !== null && actorOf(who) === actorOf(socket.data.who as Identity);
  if (same) socket.data.who = who;
  else putOut(socket);
  return same;
}
