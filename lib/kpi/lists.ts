import { FIGURES, type FigureId } from "./model.ts";
import type { SetId } from "./sql/sets.ts";

/** Over which span the list of a figure is asked; `stale_day`: the worst day. */
export type ListSpan = "ten_minutes" | "day" | "periods" | "month" | "worst_day";
export type FigureList =
  | { kind: "alarms"; set: SetId; span: ListSpan }
  | { kind: "floods" }
  | { kind: "missed" }
  | { kind: "delivery" }
  | { kind: "page"; href: string };

const alarms = (set: SetId, span: ListSpan = "month"): FigureList => ({ kind: "alarms", set, span });

/** What each figure counted, to be looked at one by one. */
export const LISTS: { [id in FigureId]: FigureList } = {
  rate_now: alarms("announced", "ten_minutes"),
  rate_24h: alarms("announced", "day"),
  rate_30d: alarms("announced", "periods"),
  peak: alarms("peak", "periods"),
  over_10: alarms("crowded", "periods"),
  flood_time: { kind: "floods" },
  unacked: alarms("unacked"),
  stale_now: alarms("stale"),
  stale_day: alarms("stood", "worst_day"),
  handovers: { kind: "page", href: "/shifts?tab=reports" },
  top10: { kind: "page", href: "#actors" },
  split: alarms("urgent"),
  chattering: alarms("chattering"),
  fleeting: alarms("fleeting"),
  idle: alarms("idle"),
  missed: { kind: "missed" },
  shelved: alarms("shelved"),
  suppressed: alarms("suppressed"),
  maintenance: alarms("maintenance"),
  delivery: { kind: "delivery" },
  delivery_p95: { kind: "delivery" },
};

export function isFigure(text: string): text is FigureId {
  return (FIGURES as readonly string[]).includes(text);
}
