import type { Verdict } from "#lib/alert/event.ts";
import type { TrialAlert, TrialReason, TrialResult } from "./model.ts";

/** What is kept of a trial: at most so many alerts; the rest is counted. */
const MOST_ALERTS = 2_000;

/** Whom an alert is about: the part of it that is known before anything happened. */
export type Role = Pick<TrialAlert, "object" | "assetId" | "seriesId" | "feedId" | "metricId" | "names">;

/** Writes down what would have rung. */
export class Tape {
  readonly alerts: TrialAlert[] = [];
  count = 0;
  objects = 0;
  readings = 0;
  cut = false;
  readonly skips = new Map<TrialReason, number>();

  skip(reason: TrialReason, count = 1): void {
    if (count > 0) this.skips.set(reason, (this.skips.get(reason) ?? 0) + count);
  }

  /** For one object; its verdicts come in the order of their times. */
  writer(role: Role): (verdicts: readonly Verdict[]) => void {
    let open: TrialAlert | null = null;
    return (verdicts) => {
      for (const verdict of verdicts) open = this.tell(role, open, verdict);
    };
  }

  result(): TrialResult {
    this.alerts.sort((a, b) => a.raisedAt - b.raisedAt || (a.object < b.object ? -1 : 1));
    return {
      alerts: this.alerts,
      count: this.count,
      objects: this.objects,
      readings: this.readings,
      truncated: this.cut || this.count > this.alerts.length,
      skipped: [...this.skips].map(([reason, count]) => ({ reason, count })),
    };
  }

  private tell(role: Role, open: TrialAlert | null, verdict: Verdict): TrialAlert | null {
    switch (verdict.type) {
      case "raised": {
        const { at: raisedAt, priority, level, value, limit, peak } = verdict;
        const standing = { level, priority, value, limit, peak };
        const alert: TrialAlert = { ...role, raisedAt, returnedAt: null, ...standing, rings: 1 };
        this.count++;
        if (this.alerts.length < MOST_ALERTS) this.alerts.push(alert);
        return alert;
      }
      case "level_changed":
        return open && verdict.up ? rise(open, verdict) : open;
      case "peaked":
        if (open) open.peak = verdict.peak;
        return open;
      case "returned":
      case "withdrawn":
        if (open) open.returnedAt = verdict.at;
        if (open && verdict.type === "returned" && verdict.peak !== null) open.peak = verdict.peak;
        return null;
      case "stale":
      case "resumed":
        return open;
    }
  }
}

function rise(open: TrialAlert, to: Extract<Verdict, { type: "level_changed" }>): TrialAlert {
  open.rings++;
  open.peak = to.peak ?? open.peak;
  if (to.priority > open.priority) return open;
  open.level = to.level;
  open.priority = to.priority;
  open.value = to.value;
  open.limit = to.limit;
  return open;
}
