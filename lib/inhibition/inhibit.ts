import { type Consequence, type FollowUp, isShownByHand, rang } from "#lib/alert/consequence.ts";
import type { Alert } from "#lib/alert/model.ts";
import { INHIBITION_JOB, type Symptom, symptomsAmong } from "./sql.ts";

/** A symptom is hidden in the transaction in which it would ring: recorded, counted, heard by nobody. */
export const inhibit: Consequence = async (client, happened) => {
  const ringing = happened.filter(
    (one) => rang(one) && one.after.visibility === "shown" && !isShownByHand(one),
  );
  if (ringing.length === 0) return [];
  const symptoms = await symptomsAmong(client, {
    ids: ringing.map(({ after }) => after.id),
    standing: happened.filter(({ after }) => stands(after)).map(({ after }) => after.id),
    over: happened.filter(({ after }) => !stands(after)).map(({ after }) => after.id),
  });
  const of = new Map(symptoms.map((symptom) => [symptom.id, symptom]));
  return ringing.flatMap(({ after }) => {
    const symptom = of.get(after.id);
    return symptom ? [suppress(after, symptom, { at: after.rungAt, unheard: true })] : [];
  });
};

function stands({ process }: Alert): boolean {
  return process === "active" || process === "unknown";
}

export function suppress(
  alert: Alert,
  { why, source }: Symptom,
  { at, unheard }: { at: number; unheard?: true },
): FollowUp {
  const event = {
    type: "suppressed" as const,
    why,
    source,
    ...(unheard && { unheard }),
    at,
    actor: INHIBITION_JOB,
  };
  return { alert, event };
}
