import { publish } from "#lib/db/bus.ts";
import type { Client } from "#lib/db/pool.ts";
import { addFeedCounts, addRefusalCounts, insertFeedErrors } from "#lib/feed/sql/write.ts";
import { insertPositions } from "#lib/position/sql/write.ts";
import { type Position, Quality, type Reading } from "#lib/reading/model.ts";
import { correctReadings, insertReadings, standing, type WriteState } from "#lib/reading/sql/write.ts";
import { storeRecords } from "#lib/record/sql/write.ts";
import type { Delivery, Judge } from "../delivery.ts";
import { positionNotices, readingNotices } from "./notice.ts";
import { gatherPositions, newestPositionsOf, positionColumnsOf } from "./positions.ts";
import { columnsOf, type GatheredReadings, gatherReadings, newestOf, type ReadingRows } from "./readings.ts";
import { gatherRecords } from "./records.ts";
import { gatherRefusals, type Refused, refusedOf } from "./refusals.ts";
import { add, countsByFeed, newTally, type Tally } from "./tally.ts";

export type StoreOptions = {
  judge?: Judge;
  now: number;
  /** Whether one more refusal of that feed may take room in feed_error. */
  keepRefusal(feedId: string): boolean;
};
export type Stored = { tally: Tally; afterCommit: () => void };

type Work = { client: Client; state: WriteState; deliveries: readonly Delivery[]; tally: Tally };

/** Writes everything of the deliveries inside a transaction that {@link beginWrite} opened. */
export async function storeBatch(
  client: Client,
  work: { state: WriteState; deliveries: readonly Delivery[] },
  options: StoreOptions,
): Promise<Stored> {
  const tally = newTally(work.deliveries.length);
  const all: Work = { client, tally, ...work };
  const { changed, tooOld } = await storeReadings(all);
  const moved = await storePositions(all);
  await storeAllRecords(all);
  await storeRefusals(all, tooOld, options);
  const afterCommit =
    changed.length + moved.length > 0
      ? await options.judge?.judge(client, changed, options.now, moved)
      : undefined;
  await addFeedCounts(client, countsByFeed(work.deliveries, tally));
  return { tally, afterCommit: afterCommit ?? (() => {}) };
}

async function storeReadings(work: Work): Promise<{ changed: Reading[]; tooOld: Refused[] }> {
  const { client, state, deliveries, tally } = work;
  const gathered = gatherReadings(deliveries, state.rawFrom);
  for (const owner of gathered.repeated) add(tally.duplicates, owner);
  const changed = await storeRounds(work, gathered);
  await publish(client, "reading", readingNotices(newestOf(changed).filter(isForProvince)));
  const tooOld = gathered.tooOld.map(({ owner, reading }) => refusedAsTooOld(work, owner, reading));
  return { changed, tooOld };
}

/** What nobody has confirmed is stored, and told to no screen. */
function isForProvince({ quality }: { quality: number }): boolean {
  return (quality & Quality.unconfirmed) === 0;
}

async function storeRounds(work: Work, gathered: GatheredReadings): Promise<Reading[]> {
  if (gathered.first.readings.length === 0) return [];
  let changed = await insertFirst(work, gathered);
  for (const round of gathered.later) changed = merged(changed, await correct(work, round));
  return changed;
}

/** @returns what changed, ascending by series and time */
async function insertFirst({ client, state, tally }: Work, gathered: GatheredReadings): Promise<Reading[]> {
  const { rows, readings, owners } = gathered.first;
  const newest = columnsOf(newestOf(readings));
  const late = gathered.oldest < state.closedUntil;
  const inserted = await insertReadings(client, { rows, newest, late });
  for (const owner of owners) add(tally.stored, owner);
  if (inserted === readings.length) return readings;

  const stood = await standing(client, rows);
  for (const { at } of stood) {
    add(tally.stored, owners[at] as number, -1);
    add(tally.duplicates, owners[at] as number);
  }
  const known = new Set(stood.map(({ at }) => at));
  const changed = readings.filter((_, at) => !known.has(at));
  const differing = stood
    .filter((s) => s.differs)
    .map((s) => s.at)
    .sort((a, b) => a - b);
  if (differing.length === 0) return changed;
  const round = rowsAt(gathered.first, differing);
  for (const owner of round.owners) add(tally.duplicates, owner, -1);
  return merged(changed, await correct({ client, tally }, round));
}

function rowsAt(from: ReadingRows, places: readonly number[]): ReadingRows {
  const readings = places.map((at) => from.readings[at] as Reading);
  return {
    rows: columnsOf(readings),
    readings,
    owners: Int32Array.from(places, (at) => from.owners[at] as number),
  };
}

/** @returns the readings that took another one's place, marked so */
async function correct({ client, tally }: Pick<Work, "client" | "tally">, round: ReadingRows) {
  const places = await correctReadings(client, round.rows, Quality.corrected);
  const applied = new Set(places);
  round.owners.forEach((owner, at) => {
    add(applied.has(at) ? tally.corrected : tally.duplicates, owner);
  });
  return round.readings
    .filter((_, at) => applied.has(at))
    .map((reading) => ({ ...reading, quality: reading.quality | Quality.corrected }));
}

/** `later` replaces readings of the same series and time; ascending again. */
function merged(before: readonly Reading[], later: readonly Reading[]): Reading[] {
  if (later.length === 0) return [...before];
  const byKey = new Map(before.map((r) => [`${r.seriesId} ${r.time}`, r]));
  for (const r of later) byKey.set(`${r.seriesId} ${r.time}`, r);
  return [...byKey.values()].sort((a, b) => a.seriesId - b.seriesId || a.time - b.time);
}

function refusedAsTooOld({ state, deliveries, tally }: Work, owner: number, reading: Reading): Refused {
  add(tally.refused, owner);
  const time = new Date(reading.time).toISOString();
  const detail = `series ${reading.seriesId}: ${time} is before ${new Date(state.rawFrom).toISOString()}, readings that old are dropped`;
  return { owner, feedId: (deliveries[owner] as Delivery).feedId, error: { reason: "time_too_old", detail } };
}

/** @returns the positions that are new, ascending by asset and time */
async function storePositions({ client, deliveries, tally }: Work): Promise<Position[]> {
  const { positions, owners, repeated } = gatherPositions(deliveries);
  for (const owner of repeated) add(tally.duplicates, owner);
  if (positions.length === 0) return [];
  const newest = newestPositionsOf(positions);
  const stood = await insertPositions(client, {
    rows: positionColumnsOf(positions),
    newest: positionColumnsOf(newest),
  });
  for (const owner of owners) add(tally.stored, owner);
  for (const at of stood) {
    add(tally.stored, owners[at] as number, -1);
    add(tally.duplicates, owners[at] as number);
  }
  const known = new Set(stood.map((at) => positions[at]));
  await publish(client, "position", positionNotices(newest.filter((p) => !known.has(p) && isForProvince(p))));
  return stood.length === 0 ? positions : positions.filter((p) => !known.has(p));
}

async function storeAllRecords({ client, deliveries, tally }: Work): Promise<void> {
  const shown = new Set<string>();
  for (const { versions, owners } of gatherRecords(deliveries)) {
    const stored = await storeRecords(client, versions);
    for (const owner of owners) add(tally.duplicates, owner);
    for (const { at, type, shown: isShown } of stored) {
      add(tally.duplicates, owners[at] as number, -1);
      add(tally.stored, owners[at] as number);
      if (isShown) shown.add(type);
    }
  }
  if (shown.size > 0) await publish(client, "record", [JSON.stringify({ types: [...shown].sort() })]);
}

async function storeRefusals({ client, deliveries, tally }: Work, tooOld: Refused[], options: StoreOptions) {
  const refused = refusedOf(deliveries);
  for (const { owner, error } of refused) if (!error.stored) add(tally.refused, owner);
  if (refused.length + tooOld.length === 0) return;
  const { rows, counts } = gatherRefusals([...refused, ...tooOld], options.keepRefusal);
  await insertFeedErrors(client, rows);
  await addRefusalCounts(client, counts);
}
