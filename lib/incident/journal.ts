import type { Consequence, Happened } from "#lib/alert/consequence.ts";
import { insertMoves, type Move } from "./sql/journal.ts";

/** Whatever attaches or detaches an alert, the log of the incident tells of it. */
export const journal: Consequence = async (client, happened) => {
  const moves = happened.flatMap(movesOf);
  if (moves.length > 0) await insertMoves(client, moves);
  return [];
};

function movesOf({ before, after, events }: Happened): Move[] {
  const moves: Move[] = [];
  let current = before?.incidentId ?? null;
  for (const { at, actor, ...change } of events) {
    if (change.type !== "attached" && change.type !== "detached") continue;
    const stamp = { alert_id: after.id, at: new Date(at).toISOString(), actor };
    if (current !== null) moves.push({ ...stamp, incident_id: current, type: "detached" });
    current = change.type === "attached" ? change.incident : null;
    if (current !== null) moves.push({ ...stamp, incident_id: current, type: "attached" });
  }
  return moves;
}
