import { preferencesSchema } from "#lib/notify/model.ts";
import { contactsOf, preferencesOf, savePreferences } from "#lib/notify/sql.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

/** What the one who asks is told, how and when. */
export const GET = guarded("notify.own", async (_, who) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const { pool } = server();
  const [preferences, contacts] = await Promise.all([
    preferencesOf(pool, who.userId),
    contactsOf(pool, who.userId),
  ]);
  return Response.json({ preferences, contacts }, { headers: { "cache-control": "no-store" } });
});

export const PUT = guarded("notify.own", async (request, who) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const preferences = await jsonBody(request, preferencesSchema);
  if (preferences instanceof Response) return preferences;
  await savePreferences(server().pool, who.userId, preferences);
  return Response.json({ ok: true });
});
