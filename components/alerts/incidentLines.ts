import { type AlertRow, byUrgency, type Priority, waits } from "#lib/alert/model.ts";
import type { IncidentRow } from "#lib/incident/model.ts";

/** One line of the desk by incident. */
export type Line =
  | { kind: "incident"; key: string; incident: IncidentRow; rows: readonly AlertRow[]; open: boolean }
  | { kind: "alert"; key: string; row: AlertRow; first: boolean; inside: boolean }
  | { kind: "loose"; key: string; count: number };

type Group = { incident: IncidentRow; rows: AlertRow[] };

/**
 * Incidents with their alerts that pass the filter, by the most urgent that waits for an acknowledgement. What waits
 * and belongs to none stands between them by the same order; the rest of those below. Closed groups keep their
 * first-out in sight, and every P1 that waits.
 */
export function linesOf(
  rows: readonly AlertRow[],
  incidents: readonly IncidentRow[],
  isOpen: (id: number) => boolean,
): Line[] {
  const known = new Set(incidents.map(({ id }) => id));
  const byId = Map.groupBy(rows, (row) => row.incidentId ?? 0);
  const groups = incidents.flatMap((incident): Block[] => {
    const inside = byId.get(incident.id);
    if (!inside) return [];
    const group = { incident, rows: inOrder(inside, incident.firstOut?.alertId) };
    const { worst, newestAt } = incident;
    return [
      { waits: waitingPriority(inside), worst, newestAt, lines: linesOfGroup(group, isOpen(incident.id)) },
    ];
  });
  const loose = rows.filter((row) => row.incidentId === null || !known.has(row.incidentId));
  const alone = loose.filter(waits).map((row): Block => {
    const { priority, rungAt } = row;
    return { waits: priority, worst: priority, newestAt: rungAt, lines: [lineOf(row, false, false)] };
  });
  const blocks = [...alone, ...groups].toSorted(moreUrgent);
  return [...blocks.flatMap(({ lines }) => lines), ...looseLines(loose.filter((row) => !waits(row)))];
}

/** What stands together. `waits`: the most urgent priority in it that nobody has acknowledged. */
type Block = { waits: number; worst: Priority | null; newestAt: number; lines: Line[] };

function linesOfGroup({ incident, rows }: Group, open: boolean): Line[] {
  const first = incident.firstOut?.alertId;
  const head: Line = { kind: "incident", key: `incident ${incident.id}`, incident, rows, open };
  const shown = open ? rows : rows.filter((row) => row.id === first || (row.priority === 1 && waits(row)));
  return [head, ...shown.map((row) => lineOf(row, row.id === first, true))];
}

function looseLines(rows: readonly AlertRow[]): Line[] {
  if (rows.length === 0) return [];
  const head: Line = { kind: "loose", key: "loose", count: rows.length };
  return [head, ...rows.toSorted(byUrgency).map((row) => lineOf(row, false, false))];
}

function lineOf(row: AlertRow, first: boolean, inside: boolean): Line {
  return { kind: "alert", key: `alert ${row.id}`, row, first, inside };
}

function inOrder(rows: readonly AlertRow[], first: number | undefined): AlertRow[] {
  const rank = (row: AlertRow) => Number(!waits(row)) * 2 + Number(row.id !== first);
  return rows.toSorted((a, b) => {
    // What waits stands first, P1 before all; the first-out heads the rest, and those that wait as urgently as it.
    if (waits(a) && waits(b) && a.priority !== b.priority) return a.priority - b.priority;
    return rank(a) - rank(b) || byUrgency(a, b);
  });
}

/** No alert has so low a priority: nothing waits. */
const NOTHING_WAITS = 5;

function waitingPriority(rows: readonly AlertRow[]): number {
  return Math.min(NOTHING_WAITS, ...rows.filter(waits).map((row) => row.priority));
}

/** By the most urgent that waits in it, then the worse, then the one that grew last. */
function moreUrgent(a: Block, b: Block): number {
  return a.waits - b.waits || (a.worst ?? 5) - (b.worst ?? 5) || b.newestAt - a.newestAt;
}

/** Alerts as they stand from top to bottom, those of closed groups too: the way that keys go. */
export function rowsByIncident(
  rows: readonly AlertRow[],
  incidents: readonly IncidentRow[],
): readonly AlertRow[] {
  return linesOf(rows, incidents, () => true).flatMap((line) => (line.kind === "alert" ? [line.row] : []));
}
