import { z } from "zod";
import { record as audit } from "#lib/audit/sql.ts";
import type { Client, Db, Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { actorOf } from "#lib/user/model.ts";
import { type ActRefusal, type Ask, askSchema, decide, receiver, type Wish } from "./act.ts";
import type { Alert } from "./model.ts";
import { recordMany } from "./record.ts";
import { namesOf } from "./sql.ts";

export const MOST_ACTS = 5_000;
/** Locked and written together: long enough to be quick, short enough that rules need not wait for a second. */
const CHUNK = 250;

/** What may be asked of many alerts at once: what needs no look at each of them. */
const BULK = [
  "acknowledge",
  "start",
  "note",
  "assign",
  "shelve",
  "unshelve",
] as const satisfies Ask["type"][];
export type BulkType = (typeof BULK)[number];
export type BulkAsk = Extract<Ask, { type: BulkType }>;

/** `alerts`: ids, each with its seq as the person saw it. */
export const actsSchema = z.strictObject({
  alerts: z
    .array(z.tuple([z.int().positive(), z.int().positive()]))
    .min(1)
    .max(MOST_ACTS),
  ask: askSchema.refine(
    (ask): ask is BulkAsk => BULK.some((type) => type === ask.type),
    "not for many alerts",
  ),
});
export type Acts = z.infer<typeof actsSchema>;

export type ActsOutcome = {
  /** Ids, each with the seq that it has now. */
  done: [id: number, seq: number][];
  /** `name`, `at`: who was first and when, for `already_acknowledged`. */
  refused: { id: number; reason: ActRefusal["reason"]; name?: string; at?: number }[];
};

/**
 * Does it to each alert where duty and state allow, some at a time: what was done before a fault stays done, and
 * asking again for the rest is safe.
 */
export async function actOnMany(pool: Pool, acts: Acts, by: Omit<Wish, "ask">): Promise<ActsOutcome> {
  const seen = [...new Map(acts.alerts)].sort(([a], [b]) => a - b);
  const all: ActsOutcome = { done: [], refused: [] };
  for (let i = 0; i < seen.length; i += CHUNK) {
    const chunk = new Map(seen.slice(i, i + CHUNK));
    const { done, refused } = await tx(pool, (client) => actMany(client, chunk, { ...by, ask: acts.ask }));
    all.done.push(...done);
    all.refused.push(...refused);
  }
  await writeDown(pool, all.refused, { ...by, ask: acts.ask });
  return all;
}

/** How much is written for it, in alerts: their rows are of some 100 letters, and what a person writes stands in each. */
export function weightOf({ alerts, ask }: Acts): number {
  return alerts.length * (1 + JSON.stringify(ask).length / 100);
}

/** One lot, locked and written together in the caller's transaction; what was refused, the caller writes down. */
export async function actMany(
  client: Client,
  seen: ReadonlyMap<number, number>,
  wish: Wish,
): Promise<ActsOutcome> {
  const actor = actorOf({ kind: "person", name: "", ...wish.who });
  const wrong = await receiver(client, wish);
  const outcomes = await recordMany<ActRefusal>(client, {
    seen,
    actor,
    decide: (alert) => decide(alert, wish, wrong),
  });
  const done: ActsOutcome["done"] = [];
  const refused: (ActRefusal & { id: number })[] = [];
  for (const [id, outcome] of outcomes) {
    if (isRefused(outcome)) refused.push({ ...outcome, id });
    else done.push([id, outcome.seq]);
  }
  const names = await namesOf(client, [...new Set(refused.flatMap(({ by }) => by ?? []))]);
  return {
    done,
    refused: refused.map(({ id, reason, by, at }) => ({ id, reason, name: by && names.get(by), at })),
  };
}

function isRefused(outcome: Alert | ActRefusal): outcome is ActRefusal {
  return "reason" in outcome;
}

/** So many are named one by one in a row of the audit; the counts count all. */
const MOST_NAMED = 50;

/** Who tried what, and why not: one row, of whatever was asked at once. */
export async function writeDown(db: Db, refused: ActsOutcome["refused"], { who, ask }: Wish): Promise<void> {
  const [first] = refused;
  if (!first) return;
  const reasons = Object.groupBy(refused, ({ reason }) => reason);
  const detail = {
    ask: ask.type,
    reason: first.reason,
    ...(refused.length > 1 && {
      refused: refused.length,
      reasons: Object.fromEntries(Object.entries(reasons).map(([reason, ones]) => [reason, ones?.length])),
      alerts: refused.slice(0, MOST_NAMED).map(({ id }) => id),
    }),
  };
  const actor = actorOf({ kind: "person", name: "", ...who });
  const object = refused.length === 1 ? `alert:${first.id}` : "alerts";
  await audit(db, { actor, action: "alert.refused", object, detail });
}
