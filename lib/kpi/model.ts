import type { Priority } from "#lib/alert/model.ts";

/** ms; `simulated`: of the demo and of exercises, which are never mixed with real ones. */
export type KpiSpan = { from: number; to: number; simulated: boolean };

/** Alarms in clock-aligned periods of ten minutes, and of them what falls on one position of the duty room. */
export type Load = {
  periods: number;
  alarms: number;
  average: number | null;
  most: number | null;
  over: number;
  averageEach: number | null;
  mostEach: number | null;
  overEach: number;
};
export type Spread = { p50: number | null; p95: number | null };
/** Seconds from the ring to the first acknowledgement, and to the close. `inTime`: within the rule's minutes. */
export type AnswerLine = {
  priority: Priority;
  /** Of all agencies together; else of one, null: the duty room. */
  all: boolean;
  agencyId: string | null;
  agencyVi: string | null;
  agencyEn: string | null;
  acknowledged: number;
  inTime: number;
  closed: number;
  ack: Spread;
  close: Spread;
};
export type BadActor = {
  ruleId: string;
  object: string;
  titleVi: string;
  titleEn: string;
  objectVi: string;
  objectEn: string;
  alarms: number;
};
export type Idle = { ruleId: string; titleVi: string; titleEn: string; closed: number; idle: number };
export type HiddenLine = {
  visibility: "shelved" | "suppressed" | "maintenance";
  count: number;
  since: number;
};

/** Should have rung, and did not: a row of missed_alarm with its names. */
export type Missed = Omit<BadActor, "alarms"> & {
  priority: Priority;
  since: number;
  until: number;
  value: number;
  foundAt: number;
};

/** Everything that the page is made of, as counted. */
export type Counted = {
  now: number;
  simulated: boolean;
  /** Since when alarms are counted, ms. */
  since: number;
  rateNow: number;
  positions: number;
  day: Load;
  month: Load;
  floodMs: number;
  stale: { now: number; worstDay: number };
  unacked: number;
  actors: { total: number; top: BadActor[] };
  chattering: number;
  fleeting: number;
  split: { [priority in Priority]: number };
  answers: AnswerLine[];
  idle: { closed: number; idle: number; rules: Idle[] };
  hidden: HiddenLine[];
  delivery: { sent: number; failed: number; p95Ms: number | null };
  missed: number;
  handovers: { due: number; onTime: number };
};

export const FIGURES = [
  "rate_now",
  "rate_24h",
  "rate_30d",
  "peak",
  "over_10",
  "flood_time",
  "unacked",
  "stale_now",
  "stale_day",
  "handovers",
  "top10",
  "split",
  "chattering",
  "fleeting",
  "idle",
  "missed",
  "shelved",
  "suppressed",
  "maintenance",
  "delivery",
  "delivery_p95",
] as const;
export type FigureId = (typeof FIGURES)[number];

/** Whether the target is met; `none`: there is no target, or nothing to judge. */
export type Verdict = "good" | "watch" | "bad" | "none";
export type Unit = "alarms" | "count" | "share" | "ms";
export type Figure = { id: FigureId; value: number | null; unit: Unit; verdict: Verdict; month: boolean };

const MONTH_DAYS = 30;
const DAY_MS = 86_400_000;

/** Whole days that are counted, at most those of the statistic. */
export function daysOf({ since, now }: Pick<Counted, "since" | "now">): number {
  return Math.min(MONTH_DAYS, Math.max(0, Math.floor((now - since) / DAY_MS)));
}
export function isShort(counted: Pick<Counted, "since" | "now">): boolean {
  return daysOf(counted) < MONTH_DAYS;
}

/** Up to `good` is good, up to `watch` is to be watched, beyond is bad. */
function upTo(value: number | null, good: number, watch: number): Verdict {
  if (value === null) return "none";
  return value <= good ? "good" : value <= watch ? "watch" : "bad";
}
function atLeast(value: number | null, good: number, watch: number): Verdict {
  return value === null ? "none" : upTo(-value, -good, -watch);
}
function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/**
 * The figures as they may be judged while no feed is heard: that nothing rings then says nothing, so what is counted
 * of this moment is not good.
 */
export function unheardFigures(figures: readonly Figure[]): Figure[] {
  return figures.map((figure) =>
    !figure.month && figure.verdict === "good" ? { ...figure, verdict: "none" } : figure,
  );
}

/** The figures with their verdicts. Targets: ISA-18.2 / IEC 62682, EEMUA 191; see docs/alarm-health.md. */
export function figuresOf(c: Counted): Figure[] {
  const length = c.now - Math.max(c.since, c.now - MONTH_DAYS * DAY_MS);
  const rateNow = c.rateNow / Math.max(1, c.positions);
  const over = share(c.month.overEach, c.month.periods);
  const flood = c.month.periods > 0 ? share(c.floodMs, length) : null;
  const top = share(
    c.actors.top.reduce((sum, one) => sum + one.alarms, 0),
    c.actors.total,
  );
  const split = c.split;
  const announced = split[1] + split[2] + split[3] + split[4];
  const urgent = share(split[1] + split[2], announced);
  const idle = share(c.idle.idle, c.idle.closed);
  const onTime = share(c.handovers.onTime, c.handovers.due);
  const delivered = share(c.delivery.sent, c.delivery.sent + c.delivery.failed);
  const hidden = (which: HiddenLine["visibility"]) =>
    c.hidden.find((line) => line.visibility === which)?.count ?? 0;
  const p95 = c.delivery.p95Ms;
  return [
    { id: "rate_now", value: rateNow, unit: "alarms", verdict: upTo(rateNow, 2, 10), month: false },
    {
      id: "rate_24h",
      value: c.day.averageEach,
      unit: "alarms",
      verdict: upTo(c.day.averageEach, 1, 2),
      month: false,
    },
    {
      id: "rate_30d",
      value: c.month.averageEach,
      unit: "alarms",
      verdict: upTo(c.month.averageEach, 1, 2),
      month: true,
    },
    {
      id: "peak",
      value: c.month.mostEach,
      unit: "alarms",
      verdict: upTo(c.month.mostEach, 10, 10),
      month: true,
    },
    { id: "over_10", value: over, unit: "share", verdict: upTo(over, 0.01, 0.05), month: true },
    { id: "flood_time", value: flood, unit: "share", verdict: upTo(flood, 0.01, 0.05), month: true },
    { id: "unacked", value: c.unacked, unit: "count", verdict: upTo(c.unacked, 0, 0), month: false },
    { id: "stale_now", value: c.stale.now, unit: "count", verdict: upTo(c.stale.now, 4, 9), month: false },
    {
      id: "stale_day",
      value: c.stale.worstDay,
      unit: "count",
      verdict: upTo(c.stale.worstDay, 4, 9),
      month: true,
    },
    { id: "handovers", value: onTime, unit: "share", verdict: atLeast(onTime, 1, 0.9), month: true },
    { id: "top10", value: top, unit: "share", verdict: upTo(top, 0.05, 0.2), month: true },
    { id: "split", value: urgent, unit: "share", verdict: upTo(urgent, 0.06, 0.12), month: true },
    { id: "chattering", value: c.chattering, unit: "count", verdict: upTo(c.chattering, 0, 5), month: true },
    { id: "fleeting", value: c.fleeting, unit: "count", verdict: upTo(c.fleeting, 0, 5), month: true },
    { id: "idle", value: idle, unit: "share", verdict: upTo(idle, 0.05, 0.2), month: true },
    { id: "missed", value: c.missed, unit: "count", verdict: upTo(c.missed, 0, 0), month: true },
    { id: "shelved", value: hidden("shelved"), unit: "count", verdict: "none", month: false },
    { id: "suppressed", value: hidden("suppressed"), unit: "count", verdict: "none", month: false },
    { id: "maintenance", value: hidden("maintenance"), unit: "count", verdict: "none", month: false },
    { id: "delivery", value: delivered, unit: "share", verdict: atLeast(delivered, 0.99, 0.95), month: true },
    { id: "delivery_p95", value: p95, unit: "ms", verdict: upTo(p95, 60_000, 300_000), month: true },
  ];
}
