import type { Client } from "#lib/db/pool.ts";
import type { AlertEvent } from "./event.ts";
import type { Alert } from "./model.ts";

/** What happened to one alert in this transaction; `before` is null for one that began in it. */
export type Happened = { before: Alert | null; after: Alert; events: readonly AlertEvent[] };

/** One more event of an alert: of one that just changed, or of another one, given as it was locked. */
export type FollowUp = { alert: Alert; event: AlertEvent };

/**
 * What follows from events of alerts, in their own transaction: grouping, inhibition, escalation. Asks the database
 * a fixed number of questions, however many alerts there are. It may write rows of its own noun; what it wants of
 * alerts it returns. Later ones in the list see what earlier ones brought about.
 */
export type Consequence = (client: Client, happened: readonly Happened[]) => Promise<readonly FollowUp[]>;

/**
 * Whether the alert asked for attention anew: it began, fired again, rose, came out of hiding, or its
 * acknowledgement ran out. One that was hidden before anybody heard it did not.
 */
export function rang({ before, after }: Happened): boolean {
  return (
    after.process !== "pending" &&
    after.rungSeq !== 0 &&
    (before === null || before.rungSeq !== after.rungSeq || before.process === "pending")
  );
}

/** Whoever brought it into sight by hand wants to see it. */
export function isShownByHand({ events }: Happened): boolean {
  return events.some(
    ({ type, actor }) =>
      actor.startsWith("user:") &&
      (type === "unsuppressed" || type === "unshelved" || type === "maintenance_ended"),
  );
}
