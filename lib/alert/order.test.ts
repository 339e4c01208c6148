import { describe, expect, it } from "vitest";
import type { AlertRow } from "./model.ts";
import { inOrder, waitingByIncident } from "./order.ts";

let next = 0;
const row = (name: string, more: Partial<AlertRow>): AlertRow =>
  ({
    id: ++next,
    titleVi: name,
    process: "active",
    response: "unack",
    visibility: "shown",
    priority: 3,
    rungAt: 1_000,
    incidentId: null,
    ...more,
  }) as AlertRow;
const names = (rows: readonly AlertRow[]) => rows.map(({ titleVi }) => titleVi);

describe("a list of alerts", () => {
  it("has every unacknowledged one before all others, P1 first, also one that returned to normal", () => {
    const rows = [
      row("P3", { priority: 3, rungAt: 9_000 }),
      row("P1 taken", { priority: 1, response: "ack" }),
      row("P4", { priority: 4, rungAt: 9_000 }),
      row("P1 returned", { priority: 1, process: "returned" }),
      row("P2", { priority: 2 }),
      row("P1", { priority: 1 }),
    ];
    expect(names(inOrder(rows))).toEqual(["P1", "P1 returned", "P2", "P3", "P4", "P1 taken"]);
  });

  it("keeps the rest of one incident together, the worse incident first", () => {
    const taken = (name: string, more: Partial<AlertRow>) => row(name, { response: "ack", ...more });
    const rows = [
      taken("a of 7", { incidentId: 7, priority: 2 }),
      taken("alone", { priority: 3 }),
      taken("a of 8", { incidentId: 8, priority: 1 }),
      taken("b of 7", { incidentId: 7, priority: 4 }),
      taken("b of 8", { incidentId: 8, priority: 4 }),
    ];
    expect(names(inOrder(rows))).toEqual(["a of 8", "b of 8", "a of 7", "b of 7", "alone"]);
  });

  it("does not count what is hidden or not yet raised as waiting", () => {
    const rows = [
      row("shelved", { priority: 1, visibility: "shelved" }),
      row("pending", { priority: 1, process: "pending" }),
      row("P4", { priority: 4 }),
    ];
    expect(names(inOrder(rows))[0]).toBe("P4");
  });
});

it("an incident is as urgent as what waits in it", () => {
  const rows = [
    row("a", { incidentId: 5, priority: 3 }),
    row("b", { incidentId: 5, priority: 2, process: "returned" }),
    row("c", { incidentId: 5, priority: 1, response: "ack" }),
    row("d", { incidentId: 6, priority: 1, response: "ack" }),
  ];
  expect([...waitingByIncident(rows)]).toEqual([[5, 2]]);
});
