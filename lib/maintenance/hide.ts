import { type Consequence, type FollowUp, isShownByHand, rang } from "#lib/alert/consequence.ts";
import type { Alert } from "#lib/alert/model.ts";
import { type Covered, coveredAmong } from "./sql/hide.ts";
import { MAINTENANCE_JOB } from "./sql.ts";

/** What rings at something that is being worked on was expected: it is hidden before anybody hears it. */
export const maintain: Consequence = async (client, happened) => {
  const ringing = happened.filter(
    (one) => rang(one) && one.after.visibility === "shown" && !isShownByHand(one),
  );
  if (ringing.length === 0) return [];
  const covered = await coveredAmong(
    client,
    ringing.map(({ after }) => after.id),
  );
  const of = new Map(covered.map((one) => [one.id, one]));
  return ringing.flatMap(({ after, events }) => {
    const window = of.get(after.id);
    const at = events.at(-1)?.at ?? after.rungAt;
    return window && window.until > at ? [hide(after, window, { at, unheard: true })] : [];
  });
};

export function hide(
  alert: Alert,
  { order, until }: Covered,
  { at, unheard }: { at: number; unheard?: true },
): FollowUp {
  const change = { type: "maintenance_started" as const, order, until, ...(unheard && { unheard }) };
  return { alert, event: { ...change, at, actor: MAINTENANCE_JOB } };
}
