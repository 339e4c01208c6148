import { type AlertRow, PRIORITIES, type Priority } from "#lib/alert/model.ts";
import { inOrder } from "#lib/alert/order.ts";
import { EVERYTHING, type Filter, matcher } from "./filter.ts";

export type Counts = Readonly<Record<Priority, number>>;

/** Those that fit, in the order of every list. */
export function listed(rows: readonly AlertRow[], filter: Filter, me: string): AlertRow[] {
  return inOrder(rows.filter(matcher(filter, me)));
}

/** Open alerts by priority, whatever the filter. */
export function countsOf(rows: readonly AlertRow[]): Counts {
  const counts = Object.fromEntries(PRIORITIES.map((p) => [p, 0])) as Record<Priority, number>;
  const isOpen = matcher(EVERYTHING, "");
  for (const row of rows) if (isOpen(row)) counts[row.priority]++;
  return counts;
}
