import { type AlertRow, byUrgency, type Priority, waits } from "./model.ts";

/**
 * Alerts as every list shows them: what nobody has acknowledged first, by priority; the rest by incident, the worse
 * incident first, each with its own alerts together.
 */
export function inOrder<A extends AlertRow>(rows: readonly A[]): A[] {
  const waiting = rows.filter(waits).sort(byUrgency);
  const rest = rows.filter((row) => !waits(row));
  const groups = [...Map.groupBy(rest, groupOf).values()].map((group) => group.sort(byUrgency));
  return [...waiting, ...groups.sort(byFirst).flat()];
}

/** Alerts of no incident are groups of their own. */
function groupOf({ incidentId, id }: AlertRow): string {
  return incidentId === null ? `alert ${id}` : `incident ${incidentId}`;
}

function byFirst(a: readonly AlertRow[], b: readonly AlertRow[]): number {
  const [one, two] = [a[0], b[0]];
  return one && two ? byUrgency(one, two) : 0;
}

/** The most urgent priority of each incident that still waits for an acknowledgement. */
export function waitingByIncident(rows: readonly AlertRow[]): ReadonlyMap<number, Priority> {
  const found = new Map<number, Priority>();
  for (const row of rows) {
    if (row.incidentId === null || !waits(row)) continue;
    const known = found.get(row.incidentId);
    if (known === undefined || row.priority < known) found.set(row.incidentId, row.priority);
  }
  return found;
}
