import { testContact } from "#lib/notify/ask.ts";
import { contactsOf } from "#lib/notify/sql.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** "Gửi thử" to every address that a person has in use. Addresses themselves are not shown. */
export const POST = guarded<Context>("notify.manage", async (_, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const { pool } = server();
  const { id: userId } = await params;
  const contacts = (await contactsOf(pool, userId)).filter((c) => c.verified && c.enabled);
  if (contacts.length === 0) return refusal(409, "no_address");
  const now = Date.now();
  const messages: string[] = [];
  for (const contact of contacts)
    messages.push(await testContact(pool, { userId, contact, by: who.name, now }));
  return Response.json({ ok: true, messages });
});
