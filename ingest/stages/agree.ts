import { type Batch, type Course, type Draft, refuse } from "./batch.ts";

/**
 * Two values of one series and time in one message are two registers of one quantity, not a correction: nobody meant the
 * second to replace the first. Rows of a database may well be corrections.
 */
export function agree(batch: Batch, course: Course): void {
  if (course.feed.kind === "sql") return;
  let said: Map<string, number> | undefined;
  let into: Draft["into"] | undefined;
  for (const draft of batch.readings) {
    if (draft.refused || draft.into.received < 2) continue;
    if (draft.into !== into) {
      into = draft.into;
      said = new Map();
    }
    const first = firstOf(draft, said as Map<string, number>);
    if (first !== draft.value) refuse(draft, "two_values", `${draft.value} after ${first} in one message`);
  }
}

function firstOf({ address, time, value }: Draft, said: Map<string, number>): number {
  const key = `${address.asset}/${address.metricId}/${time}`;
  const first = said.get(key);
  if (first === undefined) said.set(key, value);
  return first ?? value;
}
