import { agree } from "./stages/agree.ts";
import type { Batch, Course, Stage } from "./stages/batch.ts";
import { count, openCounters } from "./stages/count.ts";
import { grade } from "./stages/grade.ts";
import type { Intake } from "./stages/intake.ts";
import { locate } from "./stages/locate.ts";
import { move } from "./stages/move.ts";
import { validate } from "./stages/validate.ts";

/**
 * What every reading goes through, in this order. Duplicates are told apart after it, by the sink: only inside the
 * transaction is it known what is stored, and a second, different value is a correction to be kept, not a repeat.
 */
export const STAGES: readonly Stage[] = [validate, agree, openCounters, locate, count, move, grade];

/** Sends a batch through the stages; afterwards its intakes are whole and may be stored. */
export async function run(batch: Batch, course: Course): Promise<readonly Intake[]> {
  for (const stage of STAGES) {
    const waiting = stage(batch, course);
    if (waiting) await waiting;
  }
  for (const draft of batch.readings) if (!draft.refused) draft.into.addReading(draft);
  for (const draft of batch.positions) if (!draft.refused) draft.into.addPosition(draft);
  for (const draft of batch.records) if (!draft.refused) draft.into.addRecord(draft.record);
  for (const intake of batch.intakes) intake.seal();
  return batch.intakes;
}
