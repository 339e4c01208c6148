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
export function isSilenced(
  since: FloodSince,
  alert: { simulated: boolean; priority: 1 | 2 | 3 | 4 },
): boolean {
  return alert.priority >= 3 && (alert.simulated ? since.simulated : since.real) !== null;
}
