"use client";
import type { AlertRow } from "#lib/alert/model.ts";
import { DeskList, type DeskListProps } from "./DeskList.tsx";

/** The desk by incident: alerts of one cause together. */
export function DeskIncidents({ rows, ...rest }: DeskListProps) {
  return <DeskList {...rest} rows={rows.toSorted(byIncident)} />;
}

function byIncident(a: AlertRow, b: AlertRow): number {
  return (b.incidentId ?? 0) - (a.incidentId ?? 0);
}
