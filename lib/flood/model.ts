import type { Priority } from "#lib/alert/model.ts";
import type { FirstOut } from "#lib/incident/model.ts";

/** More alarms than a person can answer (ISA-18.2). Simulated ones make a flood of their own. */
export type FloodRow = {
  id: number;
  simulated: boolean;
  startedAt: number;
  endedAt: number | null;
  /** New alarms in the last ten minutes. */
  rate: number;
  peakRate: number;
  /** Of all its time. */
  alarms: number;
  hasReport: boolean;
};

/** Since when a flood runs, ms; null: none does. */
export type FloodSince = { real: number | null; simulated: number | null };

/** Whether an alert of this priority stays silent in a flood: it is listed and counted, and makes no sound. */
export function isSilenced(since: FloodSince, alert: { simulated: boolean; priority: Priority }): boolean {
  return alert.priority >= 3 && (alert.simulated ? since.simulated : since.real) !== null;
}

/** Setting `flood`: it begins above `begin` new alarms within `minutes`, and ends below `end`. */
export type FloodLimits = { begin: number; end: number; minutes: number };

/** Written by itself when a flood ends. Times in ms. */
export type FloodReport = {
  span: { from: number; until: number };
  simulated: boolean;
  alarms: number;
  peakRate: number;
  byPriority: { [priority in Priority]: number };
  perTenMinutes: { at: number; count: number }[];
  incidents: {
    id: number;
    nameVi: string;
    nameEn: string;
    alarms: number;
    worst: Priority;
    firstOut: FirstOut | null;
  }[];
  /** Alarms acknowledged before its end, those that were not, and how long it took. */
  answers: { acknowledged: number; unanswered: number; p50Ms: number | null; p95Ms: number | null };
  hidden: { suppressed: number; shelved: number; maintenance: number };
  rules: { id: string; nameVi: string; nameEn: string; alarms: number }[];
};
