import { z } from "zod";
import { tx } from "#lib/db/tx.ts";
import type { HandoverRefusal } from "#lib/shift/model.ts";
import { readBack, signHandover } from "#lib/shift/relay.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Outcome = { ok: true } | { hash: string } | { reason: HandoverRefusal; alerts?: number[] };
type Context = { params: Promise<{ id: string }> };
const schema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("read"), alertId: z.int().positive(), rungSeq: z.int().min(0) }),
  z.strictObject({
    type: z.literal("sign"),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    comment: z.string().trim().max(2_000).default(""),
  }),
]);

/** The incoming lead reads urgent alerts back one by one, then signs the very text that was on screen (`hash`). */
export const POST = guarded<Context>("shift.sign", async (request, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const shiftId = Number((await params).id);
  if (!Number.isSafeInteger(shiftId)) return refusal(404, "unknown_shift");
  const ask = await jsonBody(request, schema);
  if (ask instanceof Response) return ask;
  const act = { shiftId, who, now: Date.now() };
  const outcome = await tx<Outcome>(server().pool, (client) =>
    ask.type === "read" ? readBack(client, { ...act, ...ask }) : signHandover(client, { ...act, ...ask }),
  );
  if (!("reason" in outcome)) return Response.json({ ...outcome, ok: true });
  const { reason } = outcome;
  const status = reason === "hands_over" || reason === "not_incoming_lead" ? 403 : 409;
  return refusal(reason === "unknown_shift" ? 404 : status, reason, outcome.alerts);
});
