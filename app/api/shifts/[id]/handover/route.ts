import { z } from "zod";
import { tx } from "#lib/db/tx.ts";
import { oneMoment, prepareHandover, refreshHandover } from "#lib/shift/relay.ts";
import { handoverOf } from "#lib/shift/sql/handover.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };
const schema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("prepare"), note: z.string().trim().max(10_000) }),
  z.strictObject({ type: z.literal("refresh") }),
]);

/** The newest hand-over of a shift, as it was sealed. */
export const GET = guarded<Context>("shift.see", async (_, __, { params }) => {
  const shiftId = Number((await params).id);
  const handover = Number.isSafeInteger(shiftId) && (await handoverOf(server().pool, shiftId));
  if (!handover) return refusal(404, "no_handover");
  return Response.json(handover, { headers: { "cache-control": "no-store" } });
});

/** Takes the snapshot of what stands open: with the note of who hands over, or again over what stands open now. */
export const POST = guarded<Context>("shift.handover", async (request, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const shiftId = Number((await params).id);
  if (!Number.isSafeInteger(shiftId)) return refusal(404, "unknown_shift");
  const ask = await jsonBody(request, schema);
  if (ask instanceof Response) return ask;
  const act = { shiftId, who, now: Date.now() };
  const outcome = await tx(server().pool, async (client) => {
    await oneMoment(client);
    return ask.type === "prepare"
      ? prepareHandover(client, { ...act, note: ask.note })
      : refreshHandover(client, act);
  });
  if ("reason" in outcome) return refusal(outcome.reason === "unknown_shift" ? 404 : 409, outcome.reason);
  return Response.json({ ok: true, ...outcome }, { status: 201 });
});
