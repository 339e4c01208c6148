import { z } from "zod";
import type { Client } from "#lib/db/pool.ts";
import { type AlertAction, type Asked, type DutyRefusal, type Hand, mayAct } from "./duty.ts";
import type { Change, Refusal } from "./event.ts";
import type { Actor, Alert } from "./model.ts";
import { record } from "./record.ts";
import { lockAlert } from "./sql/write.ts";

const text = z.string().trim().min(1).max(2_000);
const note = text.optional();

/**
 * What a person asks for. A shelf of P1 needs a second person who signs for it; until there is a way for that
 * person to sign, it is refused.
 */
export const askSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("acknowledge"), note }),
  z.strictObject({ type: z.literal("start"), note }),
  z.strictObject({ type: z.literal("note"), text }),
  z.strictObject({ type: z.literal("shelve"), minutes: z.int().min(1).max(1_440), why: text }),
  z.strictObject({ type: z.literal("unshelve") }),
  z.strictObject({ type: z.literal("close"), note }),
]);
export type Ask = z.infer<typeof askSchema>;

export type Order = {
  alertId: number;
  ask: Ask;
  actor: Actor;
  hand: Hand;
  now: number;
  /** The alert's seq as the person saw it. */
  seq?: number;
};

export type ActRefusal = Omit<Refusal, "reason"> & { reason: Refusal["reason"] | DutyRefusal };

/** Does what a person asks if duty and the alert's state allow, in the caller's transaction. */
export async function act(client: Client, order: Order): Promise<Alert | ActRefusal> {
  const { alertId, ask, actor, hand, now, seq } = order;
  // Locked before duty is looked up: an alert may become P1 in between.
  const alert = await lockAlert(client, alertId);
  if (!alert) return { reason: "unknown_alert" };
  const asked: Asked = ask.type === "shelve" ? { minutes: ask.minutes } : {};
  const reason = mayAct(hand, ask.type satisfies AlertAction, alert, asked);
  if (reason) return { reason };
  return record(client, { alertId, event: { ...changeOf(ask, now), at: now }, actor, expectedSeq: seq });
}

function changeOf(ask: Ask, now: number): Change {
  switch (ask.type) {
    case "acknowledge":
      return { type: "acknowledged", note: ask.note };
    case "start":
      return { type: "progress_started", note: ask.note };
    case "note":
      return { type: "noted", text: ask.text };
    case "shelve":
      return { type: "shelved", until: now + ask.minutes * 60_000, why: ask.why };
    case "unshelve":
      return { type: "unshelved", reason: "by_hand" };
    case "close":
      return { type: "closed", note: ask.note };
  }
}
