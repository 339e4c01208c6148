import { describe, expect, test } from "vitest";
import type { IncidentRow } from "#lib/incident/model.ts";
import { linesOf, rowsByIncident } from "./incidentLines.ts";
import { alertRow } from "./testing.ts";

const first = { titleVi: "", titleEn: "", objectVi: null, objectEn: null, priority: 2, raisedAt: 1 } as const;
const incident = (id: number, firstOut: number, more: Partial<IncidentRow> = {}): IncidentRow => ({
  id,
  nameVi: `Tình huống số ${id}`,
  nameEn: `Incident ${id}`,
  group: "basin:kon",
  simulated: true,
  openedAt: 1,
  closedAt: null,
  worst: 2,
  counts: {},
  total: 2,
  firstOut: { alertId: firstOut, ...first },
  newestAt: id,
  agencies: [],
  ...more,
});
const rows = [
  alertRow({ id: 1, incidentId: 7, priority: 1, response: "ack" }),
  alertRow({ id: 2, incidentId: 7, priority: 3, response: "ack" }),
  alertRow({ id: 3, incidentId: 8, priority: 4 }),
  alertRow({ id: 4, incidentId: null, priority: 2 }),
  alertRow({ id: 5, incidentId: 99, priority: 1 }),
];
const incidents = [incident(7, 2, { worst: 1 }), incident(8, 3, { worst: 4 }), incident(9, 50)];
const told = (open: (id: number) => boolean) =>
  linesOf(rows, incidents, open).map((line) => {
    if (line.kind === "incident") return `#${line.incident.id}`;
    return line.kind === "loose" ? `loose ${line.count}` : `${line.first ? "first " : ""}${line.row.id}`;
  });

describe("the desk by incident", () => {
  test("puts the most urgent that waits on top, of no incident too, and the first-out first in its group", () => {
    expect(told(() => true)).toEqual(["5", "4", "#8", "first 3", "#7", "first 2", "1"]);
  });

  test("puts an unacknowledged P1 before the first-out, and keeps it in sight in a closed group", () => {
    const more = [...rows, alertRow({ id: 6, incidentId: 7, priority: 1, process: "returned" })];
    const lines = linesOf(more, incidents, () => false);
    const ids = lines.flatMap((line) => (line.kind === "alert" ? [line.row.id] : []));
    expect(ids).toEqual([5, 6, 2, 4, 3]);
  });

  test("keeps the first-out of a closed group in sight", () => {
    expect(told((id) => id !== 7)).toEqual(["5", "4", "#8", "first 3", "#7", "first 2"]);
  });

  test("loses no alert, whatever the incidents say", () => {
    expect(rowsByIncident(rows, incidents).map(({ id }) => id)).toEqual([5, 4, 3, 2, 1]);
    expect(rowsByIncident(rows, []).map(({ id }) => id)).toEqual([5, 4, 3, 1, 2]);
  });
});
