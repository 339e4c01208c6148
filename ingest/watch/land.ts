import { NO_VERDICTS } from "#lib/rule/kinds/kind.ts";
import { hearFeed } from "#lib/rule/voice.ts";
import type { Flight } from "./flight.ts";
import type { Entry, Watched } from "./objects.ts";

/**
 * After the commit: what the flight learned becomes what is known.
 * @returns objects of which the database may know better: somebody else took them in the meantime, or the rules were
 *   read anew
 */
export function land(flight: Flight): Watched[] {
  flight.over = true;
  const doubtful: Watched[] = [];
  for (const object of flight.objects) {
    if (object.flight !== flight) {
      doubtful.push(object);
      continue;
    }
    object.flight = null;
    if (object.nextMark >= object.mark) object.fix = object.nextFix;
    object.mark = Math.max(object.mark, object.nextMark);
    if (object.entries.some((entry) => entry.flown !== flight)) doubtful.push(object);
    for (const entry of object.entries) if (entry.flown === flight) settle(entry);
  }
  hear(flight.objects);
  return doubtful;
}

function settle(entry: Entry): void {
  entry.state = entry.next;
  entry.flown = null;
  for (const { type } of entry.verdicts) {
    if (type === "raised") entry.standing = true;
    if (type === "returned" || type === "withdrawn") entry.standing = false;
  }
  entry.verdicts = NO_VERDICTS;
}

/** Feeds are heard with their series; all of one flight together, so that its order makes no breaks. */
function hear(objects: readonly Watched[]): void {
  const newest = new Map<Watched, number>();
  for (const object of objects) {
    object.heard = Math.max(object.heard, object.nextHeard);
    if (object.feed) newest.set(object.feed, Math.max(newest.get(object.feed) ?? 0, object.nextHeard));
  }
  for (const [feed, time] of newest) hearFeed(feed, time);
}
