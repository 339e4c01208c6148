import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { record as audit } from "../audit/sql.ts";
import { config, isSecure } from "../config.ts";
import { tx } from "../db/tx.ts";
import { type Attempt, attemptOf, failed, standingNow } from "./attempt.ts";
import { newDevice } from "./device.ts";
import { isOurs, jsonBody, passing, refusal } from "./guard.ts";
import { holdMs, isSuspect, waitMs } from "./guess.ts";
import { LaneFull } from "./lane.ts";
import type { Missed } from "./model.ts";
import { server } from "./server.ts";
import { saveDevice } from "./sql/device.ts";
import { noteSuccess } from "./sql/failure.ts";
import { tidySessions } from "./sql/session.ts";

const schema = z.object({ email: z.string().trim().min(1).max(200), password: z.string().min(1).max(128) });

/** Of those whose answer is held back, from one place: more than the room has people. */
const MOST_HELD = 32;
const held = new Map<string, number>();
/** A line of 32 passwords takes about this long. */
const BUSY_S = 5;

/**
 * `POST /api/auth/sign-in/email` with `{email, password}`. 200 `{ok, missed}`: `missed` are the failures at this account
 * since the person was told last. 401 `wrong_password`, whether there is such an account or not. 429 `slow_down` with
 * Retry-After (s) for whoever failed from this place again and again; 503 `busy` with Retry-After when too many sign in
 * at once. Failures are counted per account and per place; who did not fail is slowed at worst, never refused for others.
 */
export async function signIn(request: Request): Promise<Response> {
  if (!isOurs(request)) return refusal(403, "foreign_origin");
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  return passing(() => guess(request.headers, body.email, (attempt) => askLibrary(request, body, attempt)));
}

/**
 * Looks at a password that somebody gives for an account: as often as the standing of account and place allows, one
 * after the other, and with what follows from it written down.
 * @param look answers 401 to a wrong password; anything else says nothing of it, but 200, which is the right one
 */
export async function guess(
  headers: Headers,
  email: string,
  look: (attempt: Attempt) => Promise<Response>,
): Promise<Response> {
  const { pool } = server();
  const attempt = await attemptOf(pool, email, headers);
  const standing = await standingNow(pool, attempt, Date.now());
  const wait = waitMs(standing, Date.now());
  if (wait > 0) return later(429, "slow_down", wait / 1_000);
  if (!(await hold(attempt.place, holdMs(standing)))) return later(503, "busy", BUSY_S);
  return inLane(
    attempt.place,
    async () => {
      // Those before it in the line may have failed meanwhile.
      const now = Date.now();
      const left = waitMs(await standingNow(pool, attempt, now), now);
      if (left > 0) return later(429, "slow_down", left / 1_000);
      const answer = await look(attempt);
      if (answer.status === 401) await failed(pool, attempt, now);
      return answer;
    },
    isSuspect(standing),
  );
}

/** Whatever works out a password waits for its turn, for a bounded time. */
export async function inLane(
  place: string,
  work: () => Promise<Response>,
  suspect = false,
): Promise<Response> {
  try {
    return await server().lane.run({ place, suspect }, work);
  } catch (error) {
    if (error instanceof LaneFull) return later(503, "busy", BUSY_S);
    throw error;
  }
}

async function askLibrary(
  request: Request,
  body: z.infer<typeof schema>,
  attempt: Attempt,
): Promise<Response> {
  const { auth } = server();
  const headers = new Headers(request.headers);
  for (const name of ["content-length", "transfer-encoding"]) headers.delete(name);
  headers.set("content-type", "application/json");
  const asked = new Request(request.url, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  const answer = await auth.handler(asked);
  if (answer.status === 401) return refusal(401, "wrong_password");
  if (answer.status === 400) return refusal(400, "invalid_request");
  if (answer.status === 403) return refusal(403, "account_disabled");
  if (!answer.ok) return refusal(503, "unavailable");
  const { missed, setCookie } = await succeeded(attempt);
  const reply = Response.json({ ok: true, missed });
  for (const one of [...answer.headers.getSetCookie(), ...setCookie]) reply.headers.append("set-cookie", one);
  return reply;
}

function succeeded(attempt: Attempt): Promise<{ missed: Missed[]; setCookie: string[] }> {
  const { userId, address, known } = attempt;
  const made = attempt.device ? null : newDevice(isSecure(config()));
  return tx(server().pool, async (client) => {
    const missed = await noteSuccess(client, { ...attempt, now: Date.now() });
    await saveDevice(client, (attempt.device ?? made?.hash) as Buffer, userId as string);
    const { lately } = await tidySessions(client, userId as string);
    // Who signs in again and again fills no disk.
    if (lately <= 5) {
      const actor = `user:${userId}`;
      const failures = missed.reduce((sum, { count }) => sum + count, 0);
      const detail = { address, knownDevice: known, failuresBefore: failures };
      await audit(client, { actor, action: "user.signed_in", object: actor, detail });
    }
    return { missed, setCookie: made ? [made.setCookie] : [] };
  });
}

/** @returns false when too many from this place are held already */
async function hold(place: string, ms: number): Promise<boolean> {
  if (ms === 0) return true;
  const now = held.get(place) ?? 0;
  if (now >= MOST_HELD) return false;
  held.set(place, now + 1);
  await setTimeout(ms);
  const left = (held.get(place) ?? 1) - 1;
  if (left > 0) held.set(place, left);
  else held.delete(place);
  return true;
}

function later(status: number, reason: string, seconds: number): Response {
  const wait = Math.max(1, Math.ceil(seconds));
  const answer = refusal(status, reason, { seconds: wait });
  answer.headers.set("retry-after", String(wait));
  return answer;
}
