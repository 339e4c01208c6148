import { type AlertRow, byUrgency, rings } from "#lib/alert/model.ts";
import type { IncidentRow } from "#lib/incident/model.ts";

/** One line of the desk by incident. */
export type Line =
  | { kind: "incident"; key: string; incident: IncidentRow; rows: readonly AlertRow[]; open: boolean }
  | { kind: "alert"; key: string; row: AlertRow; first: boolean; inside: boolean }
  | { kind: "loose"; key: string; count: number };

type Group = { incident: IncidentRow; rows: AlertRow[] };

/**
 * Incidents with their alerts that pass the filter, the first-out on top; what belongs to none stands below. Closed
 * groups keep their first-out in sight.
 */
export function linesOf(
  rows: readonly AlertRow[],
  incidents: readonly IncidentRow[],
  isOpen: (id: number) => boolean,
): Line[] {
  const known = new Set(incidents.map(({ id }) => id));
  const byId = Map.groupBy(rows, (row) => row.incidentId ?? 0);
  const groups = incidents
    .flatMap((incident): Group[] => {
      const inside = byId.get(incident.id);
      return inside ? [{ incident, rows: inOrder(inside, incident.firstOut?.alertId) }] : [];
    })
    .toSorted(moreUrgent);
  const loose = rows.filter((row) => row.incidentId === null || !known.has(row.incidentId));
  return [...groups.flatMap((group) => linesOfGroup(group, isOpen(group.incident.id))), ...looseLines(loose)];
}

function linesOfGroup({ incident, rows }: Group, open: boolean): Line[] {
  const first = incident.firstOut?.alertId;
  const head: Line = { kind: "incident", key: `incident ${incident.id}`, incident, rows, open };
  const shown = open ? rows : rows.filter((row) => row.id === first);
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
  return rows.toSorted((a, b) => Number(b.id === first) - Number(a.id === first) || byUrgency(a, b));
}

/** With something that rings first, then the more urgent, then the one that grew last. */
function moreUrgent(a: Group, b: Group): number {
  return (
    Number(b.rows.some(rings)) - Number(a.rows.some(rings)) ||
    (a.incident.worst ?? 5) - (b.incident.worst ?? 5) ||
    b.incident.newestAt - a.incident.newestAt
  );
}

/** Alerts as they stand from top to bottom, those of closed groups too: the way that keys go. */
export function rowsByIncident(
  rows: readonly AlertRow[],
  incidents: readonly IncidentRow[],
): readonly AlertRow[] {
  return linesOf(rows, incidents, () => true).flatMap((line) => (line.kind === "alert" ? [line.row] : []));
}
