import { z } from "zod";
import { record as audit } from "#lib/audit/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { channelSchema } from "#lib/notify/model.ts";
import { channelHealth, channelKinds, saveChannel } from "#lib/notify/sql.ts";
import { watchChannels } from "#lib/notify/watch.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

export const GET = guarded("notify.manage", async () =>
  Response.json(
    { channels: await channelHealth(server().pool) },
    { headers: { "cache-control": "no-store" } },
  ),
);

/** Makes a channel or changes it. Its config must fit the schema of its kind; secrets are names only. */
export const PUT = guarded("notify.manage", async (request, who) => {
  const channel = await jsonBody(request, channelSchema);
  if (channel instanceof Response) return channel;
  const { pool } = server();
  const kind = (await channelKinds(pool)).find((one) => one.id === channel.kind);
  if (!kind) return refusal(409, "unknown_channel_kind");
  const config = z.fromJSONSchema(kind.form as z.core.JSONSchema.JSONSchema).safeParse(channel.config);
  if (!config.success) return refusal(400, "invalid_request", inConfig(config.error.issues));
  return tx(pool, async (db) => {
    const before = await saveChannel(db, channel);
    if (before === undefined) return refusal(409, "other_channel_kind");
    await watchChannels(db);
    const detail = { before, after: channel };
    await audit(db, { actor: actorOf(who), action: "channel.save", object: `channel:${channel.id}`, detail });
    return Response.json({ ok: true });
  });
});

function inConfig(issues: readonly z.core.$ZodIssue[]): unknown[] {
  return issues.map((issue) => ({ ...issue, path: ["config", ...issue.path] }));
}
