import { type AlertRow, byUrgency, PRIORITIES, type Priority } from "#lib/alert/model.ts";
import { EVERYTHING, type Filter, matcher } from "./filter.ts";

export type Counts = Readonly<Record<Priority, number>>;

/** Those that fit, the most urgent first. */
export function listed(rows: readonly AlertRow[], filter: Filter, me: string): AlertRow[] {
  return rows.filter(matcher(filter, me)).sort(byUrgency);
}

/** Open alerts by priority, whatever the filter. */
export function countsOf(rows: readonly AlertRow[]): Counts {
  const counts = Object.fromEntries(PRIORITIES.map((p) => [p, 0])) as Record<Priority, number>;
  const isOpen = matcher(EVERYTHING, "");
  for (const row of rows) if (isOpen(row)) counts[row.priority]++;
  return counts;
}
