import type { Client } from "#lib/db/pool.ts";
import { NO_VERDICTS } from "#lib/rule/kinds/kind.ts";
import type { Run } from "./missed.ts";
import type { Entry, Watched } from "./objects.ts";

/**
 * One transaction's look at the objects under watch. What it learns stays with it until it has landed (committed);
 * when its transaction fails, the objects are as they were. An object is in one flight at a time.
 */
export type Flight = {
  client: Client;
  objects: Watched[];
  /** What came too late to ring, by the entry that would have. */
  missed: Map<Entry, Run[]>;
  /** Its transaction has ended. Committed or not: landing follows a commit before anything else can run. */
  over: boolean;
};

/** The newest flight of each connection. */
const aloft = new WeakMap<Client, Flight>();

/** @param client in a transaction, which the flight ends with */
export function takeOff(client: Client): Flight {
  const before = aloft.get(client);
  if (before) before.over = true;
  else heed(client);
  const flight: Flight = { client, objects: [], missed: new Map(), over: false };
  aloft.set(client, flight);
  return flight;
}

/** Nobody tells of a roll-back; the connection shows it, as it shows a commit. */
function heed(client: Client): void {
  const end = () => {
    const flight = aloft.get(client);
    if (flight) flight.over = true;
  };
  client.on("drain", () => {
    if (client.getTransactionStatus() !== "T") end();
  });
  client.once("end", end);
}

export function isFree(object: Watched, mine: Flight): boolean {
  const theirs = object.flight;
  return theirs === null || theirs === mine || theirs.over;
}

const LOOK_AGAIN_MS = 2;

/** Flights take objects in the order of their ids or do not wait at all, so that two never wait for each other. */
export async function untilFree(object: Watched, mine: Flight): Promise<void> {
  while (!isFree(object, mine)) await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
}

/** Takes a free object along: from what is committed. */
export function take(object: Watched, flight: Flight): void {
  object.flight = flight;
  object.nextMark = object.mark;
  object.nextFix = object.fix;
  object.nextHeard = object.heard;
  for (const entry of object.entries) {
    entry.flown = flight;
    entry.next = entry.state;
    entry.verdicts = NO_VERDICTS;
  }
  flight.objects.push(object);
}

/** Lets an object go as it was. */
export function leave(object: Watched, flight: Flight): void {
  object.flight = null;
  flight.objects = flight.objects.filter((one) => one !== object);
}
