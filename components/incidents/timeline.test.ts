import { expect, test } from "vitest";
import type { IncidentEvent } from "#lib/incident/model.ts";
import { toldOf } from "./timeline.ts";

const event = (id: number, type: "opened" | "attached", recordedAt: number): IncidentEvent =>
  ({
    id,
    type,
    alertId: id,
    at: recordedAt,
    recordedAt,
    actor: "job:incident",
    actorName: null,
  }) as IncidentEvent;

test("alerts that came in one transaction are one line, the newest line first", () => {
  const events = [
    event(1, "opened", 5),
    event(2, "attached", 5),
    event(3, "attached", 5),
    event(4, "attached", 5),
    event(5, "attached", 9),
  ];
  expect(toldOf(events).map(({ event: { id }, more }) => [id, more])).toEqual([
    [5, 0],
    [2, 2],
    [1, 0],
  ]);
});
