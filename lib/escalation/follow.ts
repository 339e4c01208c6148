import { type Consequence, type FollowUp, type Happened, rang } from "#lib/alert/consequence.ts";
import type { Alert } from "#lib/alert/model.ts";
import { planOf, type TaskReason } from "./model.ts";
import { type Cancelled, cancelTasks, insertTasks } from "./sql/tasks.ts";
import { policies } from "./sql.ts";

const NOTHING: readonly FollowUp[] = [];

/**
 * The outbox: whoever must be told of an alert is planned in the transaction in which it rang, and whatever answers
 * or hides it cancels what is not yet due. Three statements at most, however many alerts there are.
 */
export const escalate: Consequence = async (client, happened) => {
  await cancelTasks(client, happened.flatMap(over));
  const begun = happened.filter(begins);
  if (begun.length === 0) return NOTHING;
  const known = await policies(client);
  const tasks = begun.flatMap((one) => {
    const { after } = one;
    const sinceSeq = rang(one) ? after.rungSeq : after.seq;
    return planOf(known, after).map((planned) => ({ ...planned, alertId: after.id, sinceSeq }));
  });
  await insertTasks(client, tasks);
  return NOTHING;
};

/** It rang, or what was hidden came back to light unanswered. */
function begins(one: Happened): boolean {
  if (!isOpen(one.after)) return false;
  return rang(one) || (one.before !== null && one.before.visibility !== "shown" && stands(one.after));
}

/** Why what was planned is over; nothing when it is not, or nothing can have been planned. */
function over(one: Happened): Cancelled[] {
  const { before, after } = one;
  if (before === null || !isOpen(before)) return [];
  const reason = endOf(after) ?? (rang(one) ? "rang_again" : null);
  return reason ? [{ alertId: after.id, reason }] : [];
}

function endOf(after: Alert): TaskReason | null {
  if (after.response === "done") return "closed";
  if (after.response !== "unack") return "answered";
  return after.visibility === "shown" ? null : "hidden";
}

/** Shown, and waiting for an answer. */
function isOpen({ visibility, response, process }: Alert): boolean {
  return visibility === "shown" && response === "unack" && process !== "pending";
}

function stands({ process }: Alert): boolean {
  return process === "active" || process === "unknown";
}
