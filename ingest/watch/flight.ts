import type { Client } from "#lib/db/pool.ts";
import type { Watched } from "./objects.ts";

/**
 * One transaction's look at the objects under watch. What it learns stays with it until it has landed (committed);
 * when its transaction fails, the objects are as they were. An object is in one flight at a time.
 */
export type Flight = {
  client: Client;
  objects: Watched[];
  landed: boolean;
};

const ended = new WeakSet<Client>();
const heeded = new WeakSet<Client>();

export function takeOff(client: Client): Flight {
  if (!heeded.has(client)) {
    heeded.add(client);
    client.once("end", () => ended.add(client));
  }
  return { client, objects: [], landed: false };
}

/**
 * Whether nothing will come of a flight any more. A client out of its transaction that has not landed was rolled
 * back: landing follows a commit before anything else can run.
 */
function isOver(flight: Flight): boolean {
  return flight.landed || ended.has(flight.client) || flight.client.getTransactionStatus() !== "T";
}

export function isFree(object: Watched, mine: Flight): boolean {
  const theirs = object.flight;
  return theirs === null || theirs === mine || theirs.client === mine.client || isOver(theirs);
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
  object.nextHeard = object.heard;
  for (const entry of object.entries) {
    entry.flown = flight;
    entry.next = entry.state;
    entry.verdicts = [];
  }
  flight.objects.push(object);
}

/** Lets an object go as it was. */
export function leave(object: Watched, flight: Flight): void {
  object.flight = null;
  flight.objects = flight.objects.filter((one) => one !== object);
}
