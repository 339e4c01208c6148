import { testContact, testRoom } from "#lib/notify/ask.ts";
import { channelKinds, channels, contactsOf } from "#lib/notify/sql.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** "Gửi thử" of a channel: to its room, or to the address on it of whoever asks. */
export const POST = guarded<Context>("notify.manage", async (_, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const { pool } = server();
  const { id } = await params;
  const channel = (await channels(pool)).find((one) => one.id === id);
  const kind = (await channelKinds(pool)).find((one) => one.id === channel?.kind);
  if (!channel || !kind) return refusal(404, "channel_gone");
  const { userId, name: by } = who;
  const now = Date.now();
  if (kind.reach === "room")
    return Response.json({ ok: true, message: await testRoom(pool, { channelId: id, by, now }) });
  const contact = (await contactsOf(pool, userId)).find((c) => c.channelId === id && c.verified);
  if (!contact) return refusal(409, "no_own_address");
  return Response.json({ ok: true, message: await testContact(pool, { userId, contact, by, now }) });
});
