import { z } from "zod";
import { tx } from "#lib/db/tx.ts";
import { paced } from "#lib/user/crowd.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import type { Person } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";
import { begin, type ChangeRefusal, take } from "./change.ts";
import type { Noun, Proposal, ProposalAct } from "./proposal.ts";

/** A rule is some kB; one that names 200 stations, 15. */
const MOST_DRAFT_BYTES = 128 * 1024;
const text = z.string().max(2_000);
const wishSchema = z.strictObject({
  content: z.unknown(),
  why: text,
  restores: z.int().positive().optional(),
  /** False: a draft, seen by its author alone. */
  submit: z.boolean().default(true),
});
const bodies = {
  edit: z.strictObject({ content: z.unknown(), why: text }),
  propose: z.strictObject({}),
  withdraw: z.strictObject({}),
  approve: z.strictObject({ text }),
  reject: z.strictObject({ text }),
  rebase: z.strictObject({}),
};
type ActName = keyof typeof bodies;
type Context = { params: Promise<{ id: string; act: string }> };

/** The route that writes a proposal. */
export function beginning(noun: Noun) {
  return guarded(
    "rule.propose",
    paced("draft", async (request, who) => {
      if (who.kind !== "person") return refusal(403, "not_allowed");
      const body = await jsonBody(request, wishSchema, MOST_DRAFT_BYTES);
      if (body instanceof Response) return body;
      const by = { who, now: Date.now() };
      const made = await tx(server().pool, (client) => begin(client, { noun, ...body }, by));
      return answer(made, 201);
    }),
  );
}

/** The route that takes a proposal further; who may, is the proposal's own to say. */
export function taking(noun: Noun) {
  return guarded<Context>("rule.see", async (request, who, { params }) => {
    const { id, act } = await params;
    if (!Object.hasOwn(bodies, act) || !/^\d{1,15}$/.test(id)) return refusal(404, "unknown_proposal");
    if (who.kind !== "person") return refusal(403, "not_allowed");
    const body = await jsonBody<object>(request, bodies[act as ActName], MOST_DRAFT_BYTES);
    if (body instanceof Response) return body;
    const step = { noun, id: Number(id), act: { type: act, ...body } as ProposalAct };
    return answer(await goFurther(step, who), 200);
  });
}

function goFurther(step: { noun: Noun; id: number; act: ProposalAct }, who: Person) {
  return tx(server().pool, (client) => take(client, step, { who, now: Date.now() }));
}

const FORBIDDEN = ["not_allowed", "not_yours", "beyond_agency", "second_person", "password_not_own"];

function answer(outcome: Proposal | ChangeRefusal, status: number): Response {
  if (!("reason" in outcome)) {
    const { id, subject, state, seq } = outcome;
    return Response.json({ ok: true, id, subject, state, seq }, { status });
  }
  const { reason, issues } = outcome;
  if (reason === "unknown_proposal") return refusal(404, reason);
  if (FORBIDDEN.includes(reason)) return refusal(403, reason);
  return refusal(issues ? 422 : 409, reason, issues);
}
