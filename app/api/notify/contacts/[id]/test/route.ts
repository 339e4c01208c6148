import { testContact } from "#lib/notify/ask.ts";
import { recentMessages } from "#lib/notify/sql/log.ts";
import { contactOf } from "#lib/notify/sql.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };
const HOUR = 3_600_000;
const MOST_TESTS_AN_HOUR = 20;

/** "Gửi thử": a message to one's own address; its outcome is asked for by the id in the answer. */
export const POST = guarded<Context>("notify.own", async (_, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const { pool } = server();
  const { userId, name } = who;
  const id = Number((await params).id);
  const contact = Number.isSafeInteger(id) ? await contactOf(pool, userId, id) : undefined;
  if (!contact) return refusal(404, "unknown_contact");
  if (!contact.verified) return refusal(409, "not_verified");
  const now = Date.now();
  if ((await recentMessages(pool, { userId, kind: "test", since: now - HOUR })) >= MOST_TESTS_AN_HOUR)
    return refusal(429, "too_many_tests");
  return Response.json({ ok: true, message: await testContact(pool, { userId, contact, by: name, now }) });
});
