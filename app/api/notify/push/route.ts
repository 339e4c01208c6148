import { z } from "zod";
import { record as audit } from "#lib/audit/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { MOST_CONTACTS, subscriptionSchema } from "#lib/notify/model.ts";
import { addContact, channels, contactsOf, pushKey, takeOver } from "#lib/notify/sql.ts";
import { watchChannels } from "#lib/notify/watch.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

const schema = z.strictObject({ subscription: subscriptionSchema, label: z.string().trim().max(80) });

/** The key with which a browser subscribes; null where ingest has none. */
export const GET = guarded("notify.own", async (_, who) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  return Response.json({ key: await pushKey(server().pool) });
});

/** This browser as an address of whoever is signed in on it. */
export const POST = guarded("notify.own", async (request, who) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  const { endpoint, keys } = body.subscription;
  const address = JSON.stringify({ endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } });
  return tx(server().pool, async (db) => {
    const channel = (await channels(db)).find((one) => one.kind === "web-push" && one.enabled);
    if (!channel) return refusal(409, "channel_gone");
    const own = (await contactsOf(db, who.userId)).filter((one) => one.address !== address);
    if (own.length >= MOST_CONTACTS) return refusal(409, "too_many_contacts");
    await takeOver(db, who.userId, channel.id, address);
    const given = {
      channelId: channel.id,
      address,
      label: body.label,
      minPriority: 4 as const,
      verified: true,
    };
    await watchChannels(db);
    const contact = await addContact(db, who.userId, given);
    const detail = { channel: channel.id, service: new URL(endpoint).host };
    await audit(db, { actor: actorOf(who), action: "contact.add", object: `contact:${contact.id}`, detail });
    return Response.json({ ok: true, contact }, { status: 201 });
  });
});
