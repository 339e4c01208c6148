import type { Refusal } from "#lib/feed/model.ts";
import { isPossible } from "#lib/metric/metric.ts";
import { Quality } from "#lib/reading/model.ts";
import type { Address, State } from "./address.ts";
import { type Batch, type Counted, type Course, type Draft, refuse } from "./batch.ts";

const MINUTE = 60_000;
/** What fell in a longer gap cannot be put into one interval. */
const LONGEST_GAP_MS = 86_400_000;

/** A counter says how much there was since it was last set to zero; each state is also given as the step to it. */
export function openCounters(batch: Batch, course: Course): void {
  for (const total of batch.counting) {
    const steps = total.address.metric?.steps;
    if (steps === undefined) continue;
    const { asset, name, metricId } = total.address;
    const address = course.book.of(name ?? asset, steps, name === undefined);
    if (!address) throw new Error(`${metricId} counts in ${steps}, which is no metric`);
    const step = { ...total, value: 0, unit: undefined, address };
    total.into.received++;
    batch.readings.push(step);
    batch.counted.push({ total, step });
  }
}

/** Steps of counters, and what was sent as a step but is a counter. Refuses; what it cannot know it does not store. */
export function count(batch: Batch, course: Course): void {
  for (const pair of batch.counted) countStep(pair, course);
  for (const draft of batch.counting) {
    if (draft.refused || draft.address.metric?.mostPerMinute === undefined) continue;
    const before = course.book.lastOf(draft.seriesId, draft.address.spot);
    course.book.keepLast(draft.seriesId, draft);
    const first = Number.isNaN(before.time);
    const wrong = draft.time < before.time ? undefined : tooMuch(draft, first ? draft.time : before.time);
    if (!wrong) continue;
    // Nobody knows how long the first one has been gathered.
    if (first) draft.quality |= Quality.tooFast;
    else refuse(draft, "impossible_value", `${wrong}: send a counter as its own metric`);
  }
}

function countStep({ total, step }: Counted, { book }: Course): void {
  if (total.refused) {
    drop(step);
    return;
  }
  const before = book.lastOf(total.seriesId, total.address.spot);
  // The same state once more: what it stepped has been stored with it.
  if (total.time === before.time && total.value === before.value) drop(step);
  if (step.refused) return;
  if (!(total.time > before.time)) {
    const first = Number.isNaN(before.time);
    if (first) book.keepLast(total.seriesId, total);
    refuse(step, "no_difference", first ? "the first state of a counter" : "an older state of a counter");
    return;
  }
  const fell = total.value < before.value;
  book.keepLast(total.seriesId, total, fell ? before.value : Number.NaN);
  const fault = noDifference(total, before) ?? noStep(step, total, before);
  if (fault) refuse(step, fault.reason, fault.detail);
}

type Fault = { reason: Refusal; detail: string };

/** Set to zero, set back, or read wrongly, now or the last time: how much came in between is not known. */
function noDifference(total: Draft, before: State): Fault | undefined {
  const reason = "no_difference";
  if (total.time - before.time > LONGEST_GAP_MS)
    return { reason, detail: "more than a day since the last state" };
  if (total.value < before.value) return { reason, detail: `fell from ${before.value} to ${total.value}` };
  if (total.value >= before.fellFrom) return { reason, detail: `fell from ${before.fellFrom} and came back` };
  return undefined;
}

function noStep(step: Draft, total: Draft, before: State): Fault | undefined {
  step.value = total.value - before.value;
  const wrong = tooMuch(step, before.time);
  return wrong
    ? { reason: "impossible_value", detail: `${wrong}, from ${before.value} to ${total.value}` }
    : undefined;
}

/** Not counted: nothing came in. */
function drop(step: Draft): void {
  if (step.refused) return;
  step.refused = true;
  step.into.received--;
}

function tooMuch(draft: Draft, since: number): string | undefined {
  const metric = (draft.address as Address).metric;
  if (!metric || metric.mostPerMinute === undefined) return undefined;
  const minutes = Math.max(1, (draft.time - since) / MINUTE);
  if (isPossible(metric, draft.value) && draft.value <= metric.mostPerMinute * minutes) return undefined;
  return `${draft.value} ${metric.unit} in ${Math.round(minutes)} min`;
}
