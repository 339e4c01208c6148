import { record as audit } from "../audit/sql.ts";
import type { Client } from "../db/pool.ts";
import { tx } from "../db/tx.ts";
import { attemptOf } from "./attempt.ts";
import { CLIENT_ADDRESS } from "./auth.ts";
import { deviceOf } from "./device.ts";
import { refusal } from "./guard.ts";
import { hashPassword, verifyPassword } from "./hash.ts";
import type { Person } from "./model.ts";
import { weakness } from "./password.ts";
import { server, sessionIdOf } from "./server.ts";
import { guess, inLane } from "./sign-in.ts";
import { forgetDevices, isKnownDevice } from "./sql/device.ts";
import { forgive } from "./sql/failure.ts";
import { linkByHash, spendLink } from "./sql/link.ts";
import { passwordOf, savePassword } from "./sql/password.ts";
import { endOtherSessions } from "./sql/session.ts";
import { personById } from "./sql.ts";
import { hashToken } from "./token.ts";

/**
 * A person chooses a password with a one-time link. Ends all their sessions; forgets the browsers that knew them. A
 * password that is chosen in a browser of the administrator who made the link is not taken for the person's own.
 */
export async function chooseByLink(request: Request, token: string, password: string): Promise<Response> {
  const { pool } = server();
  const { headers } = request;
  const hash = hashToken(token);
  const link = await linkByHash(pool, hash);
  if (!link) return refusal(410, "password_link_used");
  const other = await signedInAs(headers);
  if (other !== null && other !== link.userId) return refusal(409, "signed_in_as_other");
  const weak = weakness(password, link);
  if (weak) return refusal(422, weak);
  const address = headers.get(CLIENT_ADDRESS) ?? "unknown";
  return inLane(`address:${address}`, async () => {
    const made = await hashPassword(password);
    const done = await tx(pool, async (client) => {
      if (!(await spendLink(client, hash))) return false;
      const { userId, purpose, madeBy } = link;
      const setBy = (await isBrowserOf(client, headers, madeBy)) ? madeBy : "self";
      await savePassword(client, userId, { hash: made, setBy });
      const ended = await endOtherSessions(client, userId, null);
      await forgetDevices(client, userId, null);
      await forgive(client, userId);
      const detail = { purpose, madeBy, setBy, address, sessionsEnded: ended };
      await audit(client, {
        actor: `user:${userId}`,
        action: "user.password",
        object: `user:${userId}`,
        detail,
      });
      return true;
    });
    return done ? Response.json({ ok: true, email: link.email }) : refusal(410, "password_link_used");
  });
}

/** A signed-in person changes the password. Ends all other sessions; wrong ones count as guesses at a sign-in do. */
export async function changeOwn(
  request: Request,
  who: Person,
  { current, password }: { current: string; password: string },
): Promise<Response> {
  const { pool } = server();
  const { headers } = request;
  const person = await personById(pool, who.userId);
  if (!person) return refusal(401, "not_signed_in");
  const weak = weakness(password, person);
  if (weak) return refusal(422, weak);
  const answer = await guess(headers, person.email, async () => {
    const kept = await passwordOf(pool, who.userId);
    if (!kept || !(await verifyPassword({ hash: kept.hash, password: current })))
      return refusal(401, "wrong_current");
    if (current === password) return refusal(422, "same_password");
    const hash = await hashPassword(password);
    const session = await sessionIdOf(headers);
    const ended = await tx(pool, async (client) => {
      const setBy = await whoSets(client, headers, kept.setBy);
      await savePassword(client, who.userId, { hash, setBy });
      const count = await endOtherSessions(client, who.userId, session);
      await forgetDevices(client, who.userId, deviceOf(headers));
      await forgive(client, who.userId);
      const { address } = await attemptOf(pool, person.email, headers);
      const detail = { purpose: "change", setBy, address, sessionsEnded: count };
      await audit(client, {
        actor: `user:${who.userId}`,
        action: "user.password",
        object: `user:${who.userId}`,
        detail,
      });
      return count;
    });
    return Response.json({ ok: true, sessionsEnded: ended });
  });
  // To a page, 401 means that the session is over.
  return answer.status === 401 ? refusal(422, "wrong_current") : answer;
}

/** What an administrator's browser set stays theirs until it is changed in another. */
async function whoSets(client: Client, headers: Headers, before: string | null): Promise<string> {
  return before?.startsWith("user:") && (await isBrowserOf(client, headers, before)) ? before : "self";
}

async function isBrowserOf(client: Client, headers: Headers, actor: string): Promise<boolean> {
  const device = deviceOf(headers);
  return device !== null && isKnownDevice(client, device, actor.replace(/^user:/, ""));
}

async function signedInAs(headers: Headers): Promise<string | null> {
  const session = await server().auth.api.getSession({ headers, query: { disableRefresh: true } });
  return session?.user.id ?? null;
}
