import { z } from "zod";
import { tx } from "#lib/db/tx.ts";
import { acknowledgeByLink } from "#lib/notify/ack.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ token: string }> };
const schema = z.strictObject({
  seqs: z
    .record(z.string().regex(/^\d{1,16}$/), z.int().positive())
    .refine((seqs) => Object.keys(seqs).length <= 5_000),
});

/**
 * The button behind a link. There is no GET: what previews links fetches them, and takes no alert. Who may is asked
 * of the alert's own duty table, as at the desk.
 */
export const POST = guarded<Context>("desk.see", async (request, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  const { token } = await params;
  const { seqs } = body;
  const outcome = await tx(server().pool, (client) =>
    acknowledgeByLink(client, { token, who, now: Date.now(), seqs }),
  );
  if ("reason" in outcome) return refusal(outcome.reason === "link_of_other" ? 403 : 410, outcome.reason);
  const [first] = outcome.refused;
  if (outcome.acked.length === 0 && first) {
    const { reason, name, at } = first.why;
    return refusal(409, reason, { name, at });
  }
  return Response.json({ ok: true, ...outcome });
});
