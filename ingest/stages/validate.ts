import type { Refusal } from "#lib/feed/model.ts";
import { isPossible, type Metric, toCanonical, UNAVAILABLE } from "#lib/metric/metric.ts";
import type { Address } from "./address.ts";
import type { Batch, Course, Draft, PositionDraft } from "./batch.ts";
import { refuse } from "./batch.ts";

/** A clock may be this far ahead; a reading from beyond it would stand as the newest for long. */
const CLOCK_AHEAD_MS = 5 * 60_000;
const FASTEST_KMH = 1500;
/** Times of arrival may run ahead of the clock by so much, in a backlog of readings without times. */
const MOST_AHEAD_MS = 10_000;
/** No database of a department that we read is older. */
const OLDEST_RECORD = Date.UTC(1990, 0, 1);

type Fault = { reason: Refusal; detail: string };

/** What can be judged without the register: number, unit, physical range, time. Refuses; repairs nothing. */
export function validate(batch: Batch, course: Course): void {
  const { now } = batch;
  const span = { from: course.register.oldestReading(now), to: now + CLOCK_AHEAD_MS };
  for (const draft of batch.readings) {
    if (Number.isNaN(draft.time)) draft.time = arrivalOf(draft.address, now);
    const fault = readingFault(draft, course.sentinels) ?? timeFault(draft.time, span);
    if (fault) refuse(draft, fault.reason, fault.detail);
    else if (draft.address.counts) batch.counting.push(draft);
  }
  span.from = course.register.oldestPosition(now);
  for (const draft of batch.positions) {
    if (Number.isNaN(draft.time)) draft.time = arrivalOf(draft.address, now);
    const fault = positionFault(draft) ?? timeFault(draft.time, span);
    if (fault) refuse(draft, fault.reason, fault.detail);
  }
  span.from = OLDEST_RECORD;
  for (const draft of batch.records) {
    const fault = timeFault(draft.record.changedAt, span);
    if (fault) refuse(draft, fault.reason, fault.detail);
  }
}

/**
 * The time of arrival, a millisecond later for each that arrives in the same: two values at one time would be a
 * correction, and the first would be gone.
 */
function arrivalOf(address: Address, now: number): number {
  const next = address.lastArrival + 1;
  address.lastArrival = next > now && next < now + MOST_AHEAD_MS ? next : now;
  return address.lastArrival;
}

function readingFault(draft: Draft, sentinels: readonly number[]): Fault | undefined {
  const metric = draft.address.metric;
  if (!metric) return { reason: "unknown_metric", detail: draft.address.metricId.slice(0, 100) };
  const value = draft.value;
  if (!Number.isFinite(value)) return { reason: "not_finite", detail: String(value) };
  if (sentinels.includes(value)) return { reason: "sentinel", detail: String(value) };
  if (value >= draft.address.leastUnavailable && saysNothing(draft, metric))
    return { reason: "sentinel", detail: `${value} of ${metric.id}` };
  const canonical = draft.unit === undefined ? value : toCanonical(metric, value, draft.unit);
  if (canonical === undefined) return { reason: "unknown_unit", detail: unitDetail(draft, metric.unit) };
  draft.value = canonical;
  if (isPossible(metric, canonical)) return undefined;
  const { min, max } = metric.range;
  return { reason: "impossible_value", detail: `${canonical}, possible ${min}…${max} ${metric.unit}` };
}

/** 999 is no level in metres; 999 cm is one. The largest number of a register is none in any unit. */
function saysNothing({ address, value, unit }: Draft, metric: Metric): boolean {
  if (!address.unavailable.includes(value)) return false;
  return unit === undefined || unit === metric.unit || UNAVAILABLE.includes(value);
}

function unitDetail(draft: Draft, expected: string): string {
  return `"${draft.unit?.slice(0, 50)}" for ${draft.address.metricId}, expected ${expected || "no unit"}`;
}

function positionFault(draft: PositionDraft): Fault | undefined {
  const { lon, lat, speed, course } = draft;
  if (lat === 91 || lon === 181) return { reason: "sentinel", detail: `${lat}, ${lon}` };
  // 0°, 0° is what a receiver says that has not found its place.
  const onEarth = Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && (lon !== 0 || lat !== 0);
  if (!onEarth) return { reason: "invalid_position", detail: `${lat}, ${lon}` };
  if (speed !== null && !(speed >= 0 && speed <= FASTEST_KMH)) {
    leaveOut(draft, `speed ${speed} km/h`);
    draft.speed = null;
  }
  if (course !== null && !(course >= 0 && course <= 360)) {
    leaveOut(draft, `course ${course}°`);
    draft.course = null;
  }
  return undefined;
}

/** What is wrong beside a place is counted by itself; the place is still known. */
function leaveOut({ into, index }: PositionDraft, detail: string): void {
  into.received++;
  into.refuse("impossible_value", detail, index);
}

function timeFault(time: number, { from, to }: { from: number; to: number }): Fault | undefined {
  if (time > to) return { reason: "clock_ahead", detail: timeText(time) };
  if (time < from) return { reason: "time_too_old", detail: timeText(time) };
  return undefined;
}

function timeText(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
}
