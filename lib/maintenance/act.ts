import { z } from "zod";
import { record as audit } from "#lib/audit/sql.ts";
import { publish } from "#lib/db/bus.ts";
import type { Client } from "#lib/db/pool.ts";
import { can } from "#lib/user/can.ts";
import { actorOf, type Person } from "#lib/user/model.ts";
import { isOwnPassword } from "#lib/user/sql/password.ts";
import { type MaintenanceRefusal, maintenanceTargetSchema } from "./model.ts";
import {
  agencyOfTarget,
  decideWindow,
  insertWindow,
  lockWindow,
  stopWindow,
  type Window,
} from "./sql/act.ts";

const MINUTE = 60_000;
const LONGEST_MS = 30 * 1_440 * MINUTE;

/** Times in ms. */
export const proposalSchema = z
  .strictObject({
    workOrder: z.string().trim().min(1).max(100),
    target: maintenanceTargetSchema,
    from: z.int().positive(),
    until: z.int().positive(),
    why: z.string().trim().min(1).max(2_000),
  })
  .refine((p) => p.until > p.from && p.until - p.from <= LONGEST_MS, {
    error: "a window ends after it begins, within 30 days",
  });
export type Proposal = z.infer<typeof proposalSchema>;
export const decisionSchema = z.strictObject({ type: z.enum(["approve", "refuse", "cancel"]) });
export type Decision = z.infer<typeof decisionSchema>;

export type Doer = { who: Person; now: number };
type Outcome = { id: number } | { reason: MaintenanceRefusal };

/** Hides nothing yet: an administrator other than the proposer decides. */
export async function propose(client: Client, wish: Proposal, { who, now }: Doer): Promise<Outcome> {
  const agencyId = await agencyOfTarget(client, wish.target);
  if (!can(who, "maintenance.propose", { agencyId })) return { reason: "not_your_agency" };
  if (wish.until <= now) return { reason: "bad_time" };
  const id = await insertWindow(client, { ...wish, agencyId, by: actorOf(who), at: now });
  await tell(client, id, who, { type: "propose", ...wish });
  return { id };
}

export async function decide(client: Client, id: number, { type }: Decision, doer: Doer): Promise<Outcome> {
  const window = await lockWindow(client, id);
  if (!window || !sees(window, doer.who)) return { reason: "unknown_maintenance" };
  const reason = type === "cancel" ? mayCancel(window, doer) : mayDecide(window, doer);
  if (reason) return { reason };
  if (type === "approve" && !(await isOwnPassword(client, doer.who.userId)))
    return { reason: "password_not_own" };
  const by = { id, by: actorOf(doer.who), at: doer.now };
  if (type === "cancel") await stopWindow(client, by);
  else await decideWindow(client, { ...by, state: type === "approve" ? "approved" : "refused" });
  await tell(client, id, doer.who, { type });
  return { id };
}

function sees({ agencyId, proposedBy }: Window, who: Person): boolean {
  return proposedBy === actorOf(who) || can(who, "maintenance.see", { agencyId });
}

function mayDecide({ state, proposedBy, until }: Window, { who, now }: Doer): MaintenanceRefusal | null {
  if (!can(who, "maintenance.approve")) return "not_allowed";
  if (state !== "proposed") return "already_decided";
  if (proposedBy === actorOf(who)) return "own_proposal";
  return until <= now ? "bad_time" : null;
}

/** The one who proposed it may call it off, and whoever approves. */
function mayCancel({ state, proposedBy }: Window, { who }: Doer): MaintenanceRefusal | null {
  if (proposedBy !== actorOf(who) && !can(who, "maintenance.approve")) return "not_allowed";
  return state === "proposed" || state === "approved" || state === "running" ? null : "already_decided";
}

async function tell(
  client: Client,
  id: number,
  who: Person,
  { type, ...detail }: object & { type: string },
): Promise<void> {
  const object = `maintenance:${id}`;
  await audit(client, { actor: actorOf(who), action: `maintenance.${type}`, object, detail });
  await publish(client, "incident", [JSON.stringify({ changed: "maintenance" })]);
}
