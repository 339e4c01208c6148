import { type ReadingColumns, readingColumns } from "#lib/reading/frame.ts";
import type { Reading } from "#lib/reading/model.ts";
import type { Delivery } from "../delivery.ts";

/** Readings unique by (series, time), ascending, and the delivery that each came with. */
export type ReadingRows = { rows: ReadingColumns; readings: Reading[]; owners: Int32Array };

export type GatheredReadings = {
  first: ReadingRows;
  /** Further, different values for keys of the first: corrections, in the order of their arrival. */
  later: ReadingRows[];
  /** Owners of the rows that repeat a value of this very batch. */
  repeated: number[];
  /** Owners and readings from before the floor. */
  tooOld: { owner: number; reading: Reading }[];
  /** Time of the oldest row, ms; Infinity when there is none. */
  oldest: number;
};

/** One sort key holds series and place: 2^31 × 2^21 < 2^53. */
const PLACES = 2 ** 21;

/**
 * @param floor readings before it (ms) are set aside
 * @throws RangeError when a reading cannot be stored at all: the pipeline let through what it must not
 */
export function gatherReadings(deliveries: readonly Delivery[], floor: number): GatheredReadings {
  const flat: Reading[] = [];
  const owners: number[] = [];
  const tooOld: GatheredReadings["tooOld"] = [];
  let oldest = Number.POSITIVE_INFINITY;
  for (let owner = 0; owner < deliveries.length; owner++) {
    for (const reading of (deliveries[owner] as Delivery).readings) {
      assertStorable(reading);
      if (reading.time < floor) {
        tooOld.push({ owner, reading });
        continue;
      }
      if (reading.time < oldest) oldest = reading.time;
      flat.push(reading);
      owners.push(owner);
    }
  }
  const { rounds, repeated } = split(flat, sorted(flat), owners);
  const [first, ...later] = rounds.map((places) => rowsAt(flat, places, owners));
  return { first: first ?? rowsAt(flat, [], owners), later, repeated, tooOld, oldest };
}

function assertStorable(r: Reading): void {
  if (Number.isFinite(r.time) && Number.isFinite(r.value) && r.seriesId > 0 && r.seriesId < 2 ** 31) return;
  throw new RangeError(`reading not storable: series ${r.seriesId}, time ${r.time}, value ${r.value}`);
}

/** Places in `flat`, ascending by series, time, arrival. Numbers sort natively, objects only within a series. */
function sorted(flat: readonly Reading[]): Uint32Array {
  if (flat.length >= PLACES) throw new RangeError(`${flat.length} readings in one batch, most is ${PLACES}`);
  const keys = new Float64Array(flat.length);
  for (let i = 0; i < flat.length; i++) keys[i] = (flat[i] as Reading).seriesId * PLACES + i;
  keys.sort();
  const places = new Uint32Array(flat.length);
  for (let i = 0; i < keys.length; i++) places[i] = (keys[i] as number) % PLACES;
  sortRuns(flat, places);
  return places;
}

function sortRuns(flat: readonly Reading[], places: Uint32Array): void {
  const at = (i: number) => flat[places[i] as number] as Reading;
  for (let from = 0, to = 0; from < places.length; from = to) {
    const { seriesId } = at(from);
    let ordered = true;
    for (to = from + 1; to < places.length && at(to).seriesId === seriesId; to++)
      if (at(to).time < at(to - 1).time) ordered = false;
    if (ordered) continue;
    const run = Array.from(places.subarray(from, to));
    run.sort((a, b) => (flat[a] as Reading).time - (flat[b] as Reading).time || a - b);
    places.set(run, from);
  }
}

function split(flat: readonly Reading[], places: Uint32Array, owners: readonly number[]) {
  const rounds: number[][] = [];
  const repeated: number[] = [];
  let last: Reading | undefined;
  let depth = 0;
  for (const place of places) {
    const reading = flat[place] as Reading;
    const again = last !== undefined && last.seriesId === reading.seriesId && last.time === reading.time;
    if (again && last?.value === reading.value) {
      repeated.push(owners[place] as number);
      continue;
    }
    depth = again ? depth + 1 : 0;
    if (depth === rounds.length) rounds.push([]);
    rounds[depth]?.push(place);
    last = reading;
  }
  return { rounds, repeated };
}

function rowsAt(flat: readonly Reading[], places: readonly number[], owners: readonly number[]): ReadingRows {
  const readings = places.map((place) => flat[place] as Reading);
  return { rows: columnsOf(readings), readings, owners: Int32Array.from(places, (p) => owners[p] as number) };
}

export function columnsOf(readings: readonly Reading[]): ReadingColumns {
  const columns = readingColumns(readings.length);
  for (let i = 0; i < readings.length; i++) {
    const reading = readings[i] as Reading;
    columns.ids[i] = reading.seriesId;
    columns.time[i] = Math.round(reading.time);
    columns.value[i] = reading.value;
    columns.quality[i] = reading.quality;
  }
  return columns;
}

/** The newest reading of each series, from readings ascending by series and time. */
export function newestOf(readings: readonly Reading[]): Reading[] {
  return readings.filter((reading, i) => readings[i + 1]?.seriesId !== reading.seriesId);
}
