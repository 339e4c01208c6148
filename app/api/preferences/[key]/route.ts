import { isPreferenceKey, MOST_PREFERENCE_BYTES, PREFERENCES } from "#lib/preference/model.ts";
import { prefer, preference } from "#lib/preference/sql.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ key: string }> };

/** How the person who asks likes their desk; `value` is null while they never said, or said what is not understood any more. */
export const GET = guarded<Context>("desk.see", async (_, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const { key } = await params;
  if (!isPreferenceKey(key)) return refusal(404, "unknown_preference");
  const stored = PREFERENCES[key].safeParse(await preference(server().pool, who.userId, key));
  return Response.json(
    { value: stored.success ? stored.data : null },
    { headers: { "cache-control": "no-store" } },
  );
});

/** The body is the whole value. Nobody writes another person's: the session says whose it is. */
export const PUT = guarded<Context>("desk.see", async (request, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const { key } = await params;
  if (!isPreferenceKey(key)) return refusal(404, "unknown_preference");
  const value = await jsonBody<unknown>(request, PREFERENCES[key], MOST_PREFERENCE_BYTES);
  if (value instanceof Response) return value;
  await prefer(server().pool, { userId: who.userId, key, value });
  return Response.json({ ok: true });
});
