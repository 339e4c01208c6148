import type { Db } from "#lib/db/pool.ts";
import type { TrialResult, TrialRule, TrialWish } from "./trial/model.ts";
import { CASTS } from "./trial/parts.ts";
import { setStage } from "./trial/stage.ts";
import { Tape } from "./trial/tape.ts";
import { type Working, workingRules } from "./works.ts";

export const LONGEST_TRIAL_MS = 30 * 86_400_000;

/**
 * What would this rule have rung for? Judges history anew with the functions that judge live, on a simulated clock.
 * History as it is known now: corrections count, and what came late is judged as if it had come in time, so that a
 * trial also finds what live judging had to let pass. Writes nothing; the rule need not be stored or enabled.
 * @throws RangeError when the rule cannot be judged or the span is none; the signal's reason when aborted
 */
export async function trial(db: Db, rule: TrialRule, wish: TrialWish): Promise<TrialResult> {
  const works = checked(rule);
  const to = Math.min(wish.to, wish.now);
  const from = Math.max(wish.from, to - LONGEST_TRIAL_MS);
  if (!(from < to)) throw new RangeError("a trial needs a span of time that has passed");
  const cast = CASTS[works.kind.over];
  if (!cast) throw new RangeError(`kind ${works.kind.id} cannot be tried on history`);
  const { signal, onProgress } = wish;
  const tape = new Tape();
  const parts = await cast(await setStage(db, { works, from, to, tape, signal }));
  for (const [done, part] of parts.entries()) {
    signal?.throwIfAborted();
    await part.play();
    onProgress?.(done + 1, parts.length);
  }
  return tape.result();
}

/** Whether rules of this kind can be tried. */
export function canTry(over: keyof typeof CASTS): boolean {
  return CASTS[over] !== undefined;
}

const NEW: Omit<Working["rule"], "kind" | "params" | "target" | "priority"> = {
  id: "trial",
  nameVi: "",
  nameEn: "",
  response: { cause: "", consequence: "", action: "", minutes: 1, owner: "" },
  latched: false,
  groupBy: "none",
  enabled: true,
  simulated: false,
  version: 0,
};

function checked(rule: TrialRule): Working {
  let problem = "";
  const [works] = workingRules([{ ...NEW, ...rule, enabled: true }], (why) => {
    problem = why;
  });
  if (!works) throw new RangeError(problem);
  return works;
}
