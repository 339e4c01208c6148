import { z } from "zod";
import { agencyExists } from "#lib/agency/sql.ts";
import { record as audit } from "#lib/audit/sql.ts";
import type { Client } from "#lib/db/pool.ts";
import { can } from "#lib/user/can.ts";
import { actorOf, type Person } from "#lib/user/model.ts";
import { isOwnPassword } from "#lib/user/sql/password.ts";
import { colleagues } from "./colleagues.ts";
import { type AlertAction, type Asked, type DutyRefusal, handOf, mayAct } from "./duty.ts";
import type { Change, Happening, Refusal } from "./event.ts";
import type { Actor, Alert } from "./model.ts";
import { mayReceive, type ReceiveRefusal } from "./receive.ts";
import { record } from "./record.ts";
import { lockAlert } from "./sql/write.ts";

const text = z.string().trim().min(1).max(2_000);
const note = text.optional();
const person = z.string().regex(/^user:.{1,64}$/);
const addressee = z.string().regex(/^(user|agency):.{1,64}$/);

/** What a person asks for. */
export const askSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("acknowledge"), note }),
  z.strictObject({ type: z.literal("start"), note }),
  z.strictObject({ type: z.literal("note"), text }),
  z.strictObject({ type: z.literal("step"), step: z.int().min(0).max(99), done: z.boolean(), text }),
  z.strictObject({ type: z.literal("assign"), to: person.nullable() }),
  /** `to` null: the duty room. `minutes`: until it is due. */
  z.strictObject({
    type: z.literal("order"),
    text,
    to: addressee.nullable(),
    minutes: z.int().min(1).max(20_160).optional(),
  }),
  z.strictObject({
    type: z.literal("share"),
    with: z.string().min(1).max(64),
    off: z.boolean().default(false),
  }),
  /** P1: the first call asks, the second person's call (any minutes and reason) signs what was asked. */
  z.strictObject({ type: z.literal("shelve"), minutes: z.int().min(1).max(1_440), why: text }),
  z.strictObject({ type: z.literal("deny_shelf"), why: note }),
  z.strictObject({ type: z.literal("unshelve") }),
  z.strictObject({ type: z.literal("close"), note }),
  z.strictObject({ type: z.literal("suppress"), why: text }),
  z.strictObject({ type: z.literal("unsuppress") }),
  z.strictObject({ type: z.literal("maintain"), order: text, minutes: z.int().min(1).max(525_600) }),
  z.strictObject({ type: z.literal("unmaintain") }),
]);
export type Ask = z.infer<typeof askSchema>;

export type Order = {
  alertId: number;
  ask: Ask;
  who: Pick<Person, "userId" | "role" | "agencyId">;
  now: number;
  /** The alert's seq as the person saw it. */
  seq?: number;
};

export type ActRefusal = Omit<Refusal, "reason"> & {
  reason: Refusal["reason"] | DutyRefusal | ReceiveRefusal | "password_not_own";
};

/**
 * Does what a person asks if duty and the alert's state allow, in the caller's transaction. A refusal changes
 * nothing of the alert, and is written down: who tried what, and why not.
 */
export async function act(client: Client, order: Order): Promise<Alert | ActRefusal> {
  const { alertId, ask, who } = order;
  const actor = actorOf({ kind: "person", name: "", ...who });
  const outcome = await attempt(client, order, actor);
  if ("reason" in outcome) {
    const detail = { ask: ask.type, reason: outcome.reason };
    await audit(client, { actor, action: "alert.refused", object: `alert:${alertId}`, detail });
  }
  return outcome;
}

async function attempt(client: Client, order: Order, actor: Actor): Promise<Alert | ActRefusal> {
  const { alertId, seq, ...wish } = order;
  // Locked before duty is looked up: an alert may become P1 in between.
  const alert = await lockAlert(client, alertId);
  if (!alert) return { reason: "unknown_alert" };
  const event = decide(alert, wish, await receiver(client, order));
  // The second signature under a shelf of P1.
  if ("type" in event && event.type === "shelved" && event.second) {
    if (!(await isOwnPassword(client, order.who.userId))) return { reason: "password_not_own" };
  }
  return "type" in event ? record(client, { alertId, event, actor, expectedSeq: seq }) : event;
}

export type Wish = Pick<Order, "ask" | "who" | "now">;

/** What asking makes of an alert as it stands, or why this person may not. `wrong`: of the one whom it is given to. */
export function decide(
  alert: Alert,
  { ask, who, now }: Wish,
  wrong: ReceiveRefusal | null,
): Happening | ActRefusal {
  // What somebody may not see is to them as if it was not there.
  if (!can({ kind: "person", name: "", ...who }, "alert.see", alert)) return { reason: "unknown_alert" };
  const asked: Asked = ask.type === "shelve" ? { minutes: ask.minutes } : {};
  const reason = mayAct(handOf(who, alert), actionOf(ask), alert, asked) ?? wrong;
  if (reason) return { reason };
  const actor = actorOf({ kind: "person", name: "", ...who });
  return { ...changeOf(ask, { alert, actor, now }), at: now };
}

/** Why the one who is named may not be given this; null when nobody is named. */
export async function receiver(client: Client, { ask, who, now }: Wish): Promise<ReceiveRefusal | null> {
  if (ask.type === "share" && !ask.off)
    return (await agencyExists(client, ask.with)) ? null : "unknown_agency";
  const to = ask.type === "assign" || ask.type === "order" ? ask.to : null;
  if (to === null) return null;
  if (to.startsWith("agency:")) {
    const found = await agencyExists(client, to.slice("agency:".length));
    return found ? null : "unknown_agency";
  }
  const found = (await colleagues(client, now)).find(({ userId }) => `user:${userId}` === to);
  return mayReceive(who, found);
}

function actionOf({ type }: Ask): AlertAction {
  return type === "deny_shelf" ? "shelve" : type;
}

type Scene = { alert: Alert; actor: Actor; now: number };

function changeOf(ask: Ask, scene: Scene): Change {
  switch (ask.type) {
    case "acknowledge":
      return { type: "acknowledged", note: ask.note };
    case "start":
      return { type: "progress_started", note: ask.note };
    case "note":
      return { type: "noted", text: ask.text };
    case "step":
      return ask.done
        ? { type: "step_done", step: ask.step, text: ask.text }
        : { type: "step_undone", step: ask.step };
    case "assign":
      return { type: "assigned", to: ask.to };
    case "order":
      return { type: "ordered", text: ask.text, to: ask.to, due: dueOf(ask.minutes, scene.now) };
    case "share":
      return { type: ask.off ? "unshared" : "shared", with: ask.with };
    case "shelve":
      return shelf(ask, scene);
    case "deny_shelf":
      return { type: "shelf_denied", why: ask.why };
    case "unshelve":
      return { type: "unshelved", reason: "by_hand" };
    case "close":
      return { type: "closed", note: ask.note };
    case "suppress":
      return { type: "suppressed", why: ask.why };
    case "unsuppress":
      return { type: "unsuppressed" };
    case "maintain":
      return { type: "maintenance_started", order: ask.order, until: scene.now + ask.minutes * 60_000 };
    case "unmaintain":
      return { type: "maintenance_ended", reason: "by_hand" };
  }
}

/** P1 is asked for by one and signed by another; the signature carries what was asked. */
function shelf({ minutes, why }: Extract<Ask, { type: "shelve" }>, { alert, actor, now }: Scene): Change {
  const until = now + minutes * 60_000;
  if (alert.priority !== 1) return { type: "shelved", until, why };
  const asked = alert.shelfAsked;
  if (!asked || asked.by === actor || asked.until <= now) return { type: "shelf_asked", until, why };
  return { type: "shelved", until: asked.until, why: asked.why, second: asked.by };
}

function dueOf(minutes: number | undefined, now: number): number | undefined {
  return minutes === undefined ? undefined : now + minutes * 60_000;
}
