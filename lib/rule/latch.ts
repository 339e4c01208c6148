import { z } from "zod";
import type { Verdict } from "#lib/alert/event.ts";
import type { Alert, Priority } from "#lib/alert/model.ts";
import { type Input, type Judgement, NO_VERDICTS } from "./kinds/kind.ts";

/** A limit and what it means. `x` = sign × limit, so that a farther value is always a greater x. */
export type Step = { id: string; priority: Priority; limit: number; x: number };
export type Ready = {
  sign: 1 | -1;
  /** Ascending by x; at least one. */
  steps: readonly Step[];
  deadband: number;
  onDelayMs: number;
  offDelayMs: number;
  /** Without a good reading for so long, the input is unknown. */
  staleMs: number;
};

const schema = z.object({
  /** The step that it stands at; null: normal. */
  level: z.string().nullable(),
  /** Steps on their way in or out, each with the event time since which it has been so. */
  toward: z.enum(["up", "down"]).nullable(),
  since: z.record(z.string(), z.number()),
  stale: z.boolean(),
  last: z.number().nullable(),
  peak: z.number().nullable(),
  /** The peak that was told last, and when. */
  told: z.object({ at: z.number(), peak: z.number() }).nullable(),
});
export type Latch = Readonly<z.infer<typeof schema>>;

const NOTHING: Latch["since"] = Object.freeze({});
/** Normal, with nothing under way. One object: most looks end at recognising it. */
export const CALM: Latch = Object.freeze({
  level: null,
  toward: null,
  since: NOTHING,
  stale: false,
  last: null,
  peak: null,
  told: null,
});
const STILL_CALM: Judgement<Latch> = Object.freeze({ state: CALM, verdicts: NO_VERDICTS });

/** A peak that grows is told at most so often: the log is for people. */
const PEAK_EVERY_MS = 5 * 60_000;

export function judgeLatch(state: Latch, input: Input, ready: Ready): Judgement<Latch> {
  if (input.value === null) return state === CALM ? STILL_CALM : onClock(state, input, ready);
  const x = ready.sign * input.value;
  if (state === CALM && x < (ready.steps[0] as Step).x) return STILL_CALM;
  return onReading(state, { ...input, value: input.value }, ready);
}

/** The saved latch where it stands at the level of the open alert; else one that does. */
export function restoreLatch(saved: unknown, alert: Alert | null): Latch {
  const standing = alert && alert.process !== "returned" ? alert.level : null;
  const stale = alert?.process === "unknown";
  const latch = saved === null ? undefined : schema.safeParse(saved).data;
  if (latch && latch.level === standing) return { ...latch, stale };
  if (!alert || standing === null) return CALM;
  const { value: last, peak, rungAt: at } = alert;
  return { ...CALM, level: standing, stale, last, peak, told: peak === null ? null : { at, peak } };
}

/** What a restart must not forget; running values it may. */
export function latchDiffers(a: Latch, b: Latch): boolean {
  return a.level !== b.level || a.toward !== b.toward || a.since !== b.since || a.stale !== b.stale;
}

function onClock(state: Latch, { time: now, mark, since }: Input, ready: Ready): Judgement<Latch> {
  const verdicts: Verdict[] = [];
  const staleAt = Math.max(mark, since) + ready.staleMs;
  let s = elapse(state, { until: Math.min(now, staleAt), ready, verdicts });
  if (now > staleAt) {
    s = forget(s);
    if (s.level !== null && !s.stale) {
      verdicts.push({ type: "stale", at: staleAt });
      s = { ...s, stale: true };
    }
  }
  return { state: s, verdicts };
}

type Seen = Input & { value: number };

function onReading(state: Latch, input: Seen, ready: Ready): Judgement<Latch> {
  const { time, value, mark } = input;
  const verdicts: Verdict[] = [];
  const staleAt = mark + ready.staleMs;
  // Until this reading the one before it held: what fell due in between is judged first, live and late alike.
  let s = elapse(state, { until: Math.min(time - 1, staleAt), ready, verdicts });
  if (time > staleAt) s = forget(s);
  if (s.stale) {
    verdicts.push({ type: "resumed", at: time, value });
    s = { ...s, stale: false };
  }
  s = observe(adopt(s, input, { ready, verdicts }), input, ready);
  s = elapse(s, { until: time, ready, verdicts });
  return { state: tellPeak(s, time, { ready, verdicts }), verdicts };
}

/** What nobody watched has not lasted: delays begin anew. */
function forget(s: Latch): Latch {
  if (s.toward === null) return s;
  return s.level === null ? CALM : { ...s, toward: null, since: NOTHING };
}

type Out = { ready: Ready; verdicts: Verdict[] };

/** A level that the threshold set no longer has: go on from the step that the value is at, without ringing. */
function adopt(s: Latch, { time: at, value }: Seen, { ready, verdicts }: Out): Latch {
  if (s.level === null || rankOf(s, ready) >= 0) return s;
  const x = ready.sign * value;
  const step = ready.steps.findLast((one) => one.x <= x) ?? (ready.steps[0] as Step);
  verdicts.push({ type: "level_changed", up: false, at, ...standing(step, { ...s, last: value }) });
  return { ...s, level: step.id, toward: null, since: NOTHING };
}

function observe(s: Latch, { time, value }: Seen, ready: Ready): Latch {
  const x = ready.sign * value;
  const rank = rankOf(s, ready);
  const rising = ready.steps.filter((step, i) => i > rank && x >= step.x);
  const falling = ready.steps.filter((step, i) => i <= rank && x < step.x - ready.deadband);
  const toward = rising.length > 0 ? "up" : falling.length > 0 ? "down" : null;
  if (toward === null && s.level === null) return CALM;
  const since = sinceWhen(s, { toward, moving: rising.length > 0 ? rising : falling, time });
  const counts = s.level !== null || s.toward === "up";
  const peak = !counts || s.peak === null || x > ready.sign * s.peak ? value : s.peak;
  return { ...s, toward, since, last: value, peak };
}

type Moving = { toward: Latch["toward"]; moving: readonly Step[]; time: number };

/** The same object when the same steps are still under way. */
function sinceWhen(s: Latch, { toward, moving, time }: Moving): Latch["since"] {
  if (moving.length === 0) return NOTHING;
  const before = s.toward === toward ? s.since : NOTHING;
  const same = moving.length === Object.keys(before).length && moving.every((step) => step.id in before);
  return same ? before : Object.fromEntries(moving.map(({ id }) => [id, before[id] ?? time]));
}

/** Fires every delay that ends by `until`, in the order of their ends. */
function elapse(state: Latch, { until, ready, verdicts }: Out & { until: number }): Latch {
  let s = state;
  while (s.toward !== null) {
    const end = s.toward === "up" ? firstIn(s, ready) : firstOut(s, ready);
    if (!end || end.at > until) return s;
    s = s.toward === "up" ? climb(s, end, { ready, verdicts }) : fall(s, end, { ready, verdicts });
  }
  return s;
}

type End = { rank: number; at: number };

/** Of steps that end together the farthest counts. */
function firstIn({ since }: Latch, { steps, onDelayMs }: Ready): End | null {
  let first: End | null = null;
  for (const [rank, step] of steps.entries()) {
    const from = since[step.id];
    if (from !== undefined && (!first || from + onDelayMs <= first.at))
      first = { rank, at: from + onDelayMs };
  }
  return first;
}

function firstOut({ since }: Latch, { steps, offDelayMs }: Ready): End | null {
  let first: End | null = null;
  for (let rank = steps.length - 1; rank >= 0; rank--) {
    const from = since[(steps[rank] as Step).id];
    if (from !== undefined && (!first || from + offDelayMs <= first.at))
      first = { rank, at: from + offDelayMs };
  }
  return first;
}

function climb(s: Latch, { rank, at }: End, { ready, verdicts }: Out): Latch {
  const step = ready.steps[rank] as Step;
  const now = { at, ...standing(step, s) };
  verdicts.push(s.level === null ? { type: "raised", ...now } : { type: "level_changed", up: true, ...now });
  const since = keep(s, ready.steps.slice(rank + 1));
  return { ...s, ...since, level: step.id, told: s.peak === null ? null : { at, peak: s.peak } };
}

function fall(s: Latch, { rank, at }: End, { ready, verdicts }: Out): Latch {
  const step = ready.steps[rank - 1];
  if (!step) {
    verdicts.push({ type: "returned", at, value: s.last, peak: s.peak });
    return CALM;
  }
  verdicts.push({ type: "level_changed", up: false, at, ...standing(step, s) });
  return { ...s, ...keep(s, ready.steps.slice(0, rank)), level: step.id };
}

/** Of the steps under way, those that still are. */
function keep(s: Latch, steps: readonly Step[]): Pick<Latch, "toward" | "since"> {
  const left = steps.filter((step) => step.id in s.since);
  if (left.length === 0) return { toward: null, since: NOTHING };
  return { toward: s.toward, since: Object.fromEntries(left.map(({ id }) => [id, s.since[id] as number])) };
}

function tellPeak(s: Latch, at: number, { ready, verdicts }: Out): Latch {
  if (s.level === null || s.peak === null || !s.told || at < s.told.at + PEAK_EVERY_MS) return s;
  if (ready.sign * s.peak <= ready.sign * s.told.peak) return s;
  verdicts.push({ type: "peaked", at, peak: s.peak });
  return { ...s, told: { at, peak: s.peak } };
}

function standing({ id, priority, limit }: Step, { last, peak }: Latch) {
  return { priority, level: id, value: last, limit, peak };
}

function rankOf(s: Latch, { steps }: Ready): number {
  return s.level === null ? -1 : steps.findIndex((step) => step.id === s.level);
}
