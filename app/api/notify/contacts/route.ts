import { record as audit } from "#lib/audit/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { askCode, codesLately, MOST_CODES_AN_HOUR } from "#lib/notify/ask.ts";
import { MOST_CONTACTS, newContactSchema } from "#lib/notify/model.ts";
import { addContact, channelKinds, channels, contactsOf } from "#lib/notify/sql.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

/** A new address of one's own. Where it must be shown to be one's own, a code is on its way there. */
export const POST = guarded("notify.own", async (request, who) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const body = await jsonBody(request, newContactSchema);
  if (body instanceof Response) return body;
  const { pool } = server();
  const { userId } = who;
  const [known, kinds] = await Promise.all([channels(pool), channelKinds(pool)]);
  const channel = known.find((one) => one.id === body.channelId && one.enabled);
  const kind = kinds.find((one) => one.id === channel?.kind);
  if (!channel || !kind?.address) return refusal(409, "channel_gone");
  if (!new RegExp(`^(?:${kind.address.pattern})$`).test(body.address)) return refusal(400, "bad_address");
  return tx(pool, async (db) => {
    if ((await contactsOf(db, userId)).length >= MOST_CONTACTS) return refusal(409, "too_many_contacts");
    if (kind.verify && (await codesLately(db, userId, Date.now())) >= MOST_CODES_AN_HOUR)
      return refusal(429, "too_many_codes");
    const contact = await addContact(db, userId, { ...body, verified: !kind.verify });
    const code = contact.verified ? null : await askCode(db, { userId, contact, now: Date.now() });
    const detail = { channel: channel.id };
    await audit(db, { actor: actorOf(who), action: "contact.add", object: `contact:${contact.id}`, detail });
    return Response.json({ ok: true, contact, message: code }, { status: 201 });
  });
});
