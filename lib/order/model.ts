import { z } from "zod";
import type { Person } from "#lib/user/model.ts";

/** Whom an order is for: the duty room, one person, or an agency's desk. */
export type Addressee = "room" | `user:${string}` | `agency:${string}`;
export type AddresseeName = { addressee: Addressee; nameVi: string; nameEn: string };
export const ORDER_STATES = ["given", "acknowledged", "done", "refused"] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** A leader's order; times in ms. `alertId` null: about no alert. */
export type Order = {
  id: number;
  alertId: number | null;
  text: string;
  addressee: Addressee;
  givenAt: number;
  givenBy: string;
  dueAt: number | null;
  state: OrderState;
  acknowledgedAt: number | null;
  acknowledgedBy: string | null;
  answeredAt: number | null;
  answeredBy: string | null;
  answer: string | null;
};

/** With the names that a screen shows; `addresseeVi` is null for the duty room. */
export type OrderRow = Order & {
  addresseeVi: string | null;
  addresseeEn: string | null;
  givenName: string | null;
  acknowledgedName: string | null;
  answeredName: string | null;
  alertVi: string | null;
  alertEn: string | null;
};

const text = z.string().trim().min(1).max(2_000);
const addressee = z.union([
  z.literal("room"),
  z.templateLiteral(["user:", z.string().min(1).max(64)]),
  z.templateLiteral(["agency:", z.string().min(1).max(64)]),
]);

/** A new order; `minutes` from now until it is due. */
export const giveSchema = z.strictObject({
  text,
  addressee,
  minutes: z.int().min(1).max(20_160).optional(),
  alertId: z.int().positive().optional(),
});
export type Give = z.infer<typeof giveSchema>;

/** What an addressee answers. Done and refused say how, or why not. */
export const answerSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("acknowledge") }),
  z.strictObject({ type: z.literal("done"), text }),
  z.strictObject({ type: z.literal("refuse"), text }),
]);
export type OrderAnswer = z.infer<typeof answerSchema>;

/** Why an order or its answer was refused. Texts: catalogue keys `refusal.<reason>`. */
export const ORDER_REFUSALS = [
  "unknown_order",
  "unknown_addressee",
  "order_not_yours",
  "order_answered",
  "order_taken",
] as const;
export type OrderRefusal = (typeof ORDER_REFUSALS)[number];

export function isOpen({ state }: Pick<Order, "state">): boolean {
  return state === "given" || state === "acknowledged";
}

export function isOverdue(order: Pick<Order, "state" | "dueAt">, now: number): boolean {
  return isOpen(order) && order.dueAt !== null && order.dueAt < now;
}

/** The state table: what an answer makes of an order, or why it may not be. */
export function applyAnswer(
  order: Order,
  { answer, actor, at }: { answer: OrderAnswer; actor: string; at: number },
): Order | { reason: OrderRefusal } {
  if (!isOpen(order)) return { reason: "order_answered" };
  if (answer.type === "acknowledge") {
    if (order.state === "acknowledged") return { reason: "order_taken" };
    return { ...order, state: "acknowledged", acknowledgedAt: at, acknowledgedBy: actor };
  }
  const state = answer.type === "done" ? "done" : "refused";
  const { acknowledgedAt, acknowledgedBy } = order;
  return {
    ...order,
    state,
    // Who answers has read it.
    acknowledgedAt: acknowledgedAt ?? at,
    acknowledgedBy: acknowledgedBy ?? actor,
    answeredAt: at,
    answeredBy: actor,
    answer: answer.text,
  };
}

/**
 * Whether it is this person's to answer, given that the role may answer at all: a lead answers for everybody of the
 * room, also for one who has gone home; an agency for itself.
 */
export function isForMe(
  { addressee: to }: Pick<Order, "addressee">,
  who: Pick<Person, "userId" | "role" | "agencyId">,
): boolean {
  if (to === `user:${who.userId}`) return true;
  if (who.role === "agency") return who.agencyId !== null && to === `agency:${who.agencyId}`;
  return to === "room" || (who.role === "lead" && to.startsWith("user:"));
}
