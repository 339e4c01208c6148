import { isWorse, type MissedRun } from "#lib/alert/sql/missed.ts";
import { STALE_PERIODS } from "#lib/asset/model.ts";
import type { Reading } from "#lib/reading/model.ts";
import { readyAt } from "#lib/rule/ready.ts";
import type { Flight } from "./flight.ts";
import type { Entry, Watched } from "./objects.ts";

/** What is older is nobody's duty any more. */
const OLDEST_MS = 30 * 86_400_000;

/** Notes what a reading that came too late to ring would have rung for; readings ascending by series then time. */
export function noteMissed(
  object: Watched,
  reading: Reading,
  { flight, now }: { flight: Flight; now: number },
): void {
  // The newest one told again is no news.
  if (reading.time < now - OLDEST_MS || reading.time === object.nextMark) return;
  for (const entry of object.entries) {
    if (!entry.kind.listens) return;
    const ready = entry.kind.late ? readyAt(entry.readies, reading.time) : null;
    if (ready !== null) note(entry, { object, reading, ready, flight });
  }
}

type Late = { object: Watched; reading: Reading; ready: unknown; flight: Flight };

function note(entry: Entry, { object, reading: { time, value }, ready, flight }: Late): void {
  const said = entry.kind.late?.(ready, time, value) ?? null;
  const open = flight.missed.get(entry)?.at(-1);
  if (open?.isOpen) {
    // Until this reading the one before it held.
    open.until = time;
    if (said === null) open.isOpen = false;
    else if (isWorse(said, open)) Object.assign(open, said);
    return;
  }
  if (said === null) return;
  const { ruleId, object: key } = entry.origin;
  const joinMs = STALE_PERIODS * object.periodMs;
  const run = { ruleId, object: key, since: time, until: time, joinMs, ...said, isOpen: true };
  const runs = flight.missed.get(entry);
  if (runs) runs.push(run);
  else flight.missed.set(entry, [run]);
}

/** A run of late readings; open: the newest of them still shows it. */
export type Run = MissedRun & { isOpen: boolean };

export function runsOf({ missed }: Flight): MissedRun[] {
  return [...missed.values()].flat().map(({ isOpen: _, ...run }) => run);
}
