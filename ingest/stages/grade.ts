import { Quality } from "#lib/reading/model.ts";
import type { Spot } from "./address.ts";
import type { Batch, Draft } from "./batch.ts";

/** A clock this far ahead is still believed, but marked. */
const SLIGHTLY_AHEAD_MS = 60_000;
const MINUTE = 60_000;
/** Positions have no period of their own here; two hours is what a vessel's device may take. */
const POSITION_LATE_MS = 2 * 3_600_000;

/** Marks what may be stored but not trusted blindly. Never refuses. */
export function grade(batch: Batch): void {
  for (const draft of batch.readings) {
    if (draft.refused) continue;
    draft.quality |= gradeReading(draft, draft.address.spot as Spot, batch.now);
  }
  for (const draft of batch.positions) {
    if (draft.refused) continue;
    if (draft.address.spot?.unconfirmed) draft.quality |= Quality.unconfirmed;
    if (draft.time > batch.now + SLIGHTLY_AHEAD_MS) draft.quality |= Quality.clockAhead;
    if (draft.time < batch.now - POSITION_LATE_MS) draft.quality |= Quality.late;
  }
}

function gradeReading(draft: Draft, spot: Spot, now: number): number {
  let quality: number = Quality.good;
  if (spot.unconfirmed) quality |= Quality.unconfirmed;
  if (draft.value < spot.low || draft.value > spot.high) quality |= Quality.outOfRange;
  if (draft.time > now + SLIGHTLY_AHEAD_MS) quality |= Quality.clockAhead;
  if (draft.time < now - spot.lateAfterMs) quality |= Quality.late;
  const fastest = draft.address.metric?.maxPerMinute;
  if (fastest !== undefined && isTooFast(draft, spot, fastest)) quality |= Quality.tooFast;
  return quality;
}

/**
 * A spike stands alone; a step repeats itself. A jump is marked until the next reading confirms it, and the last
 * trusted value stays the measure meanwhile: what it may have changed by grows with the time since.
 */
function isTooFast(draft: Draft, spot: Spot, perMinute: number): boolean {
  if (!(draft.time > spot.lastTime)) {
    if (Number.isNaN(spot.lastTime)) trust(draft, spot);
    return false;
  }
  const believable = isNear(draft, spot.lastTime, spot.lastValue, perMinute);
  const confirmed = draft.time > spot.oddTime && isNear(draft, spot.oddTime, spot.oddValue, perMinute);
  if (believable || confirmed) {
    trust(draft, spot);
    return false;
  }
  spot.oddTime = draft.time;
  spot.oddValue = draft.value;
  return true;
}

function isNear(draft: Draft, time: number, value: number, perMinute: number): boolean {
  const minutes = Math.max(1, (draft.time - time) / MINUTE);
  return Math.abs(draft.value - value) <= perMinute * minutes;
}

function trust(draft: Draft, spot: Spot): void {
  spot.lastTime = draft.time;
  spot.lastValue = draft.value;
  spot.oddTime = Number.NaN;
  spot.oddValue = Number.NaN;
}
