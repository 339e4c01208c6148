import type { IncidentEvent } from "#lib/incident/model.ts";

/** A line of the timeline: an event, and how many like it were written in the same moment. */
export type Told = { event: IncidentEvent; more: number };

/** Newest first; of alerts that were attached or detached in one transaction the first stands for all. */
export function toldOf(events: readonly IncidentEvent[]): Told[] {
  const told: Told[] = [];
  for (const event of events) {
    const last = told.at(-1);
    if (last && isSame(last.event, event)) last.more++;
    else told.push({ event, more: 0 });
  }
  return told.toReversed();
}

function isSame(a: IncidentEvent, b: IncidentEvent): boolean {
  if (a.type !== b.type || (a.type !== "attached" && a.type !== "detached")) return false;
  return a.recordedAt === b.recordedAt && a.actor === b.actor;
}
