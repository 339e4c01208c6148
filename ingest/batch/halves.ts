import type { Delivery, FeedErrorRow, Outcome } from "../delivery.ts";

const MOST_PAYLOAD = 2_048;

export const rowsOf = (d: Delivery): number => d.readings.length + d.positions.length + d.records.length;

/** A delivery may be an object of a class: its methods do not come along with a spread. */
function variant(of: Delivery, part: Partial<Delivery>): Delivery {
  const { feedId, received, readings, positions, records, errors, watermark, graded, outcome } = of;
  return {
    ...{ feedId, received, readings, positions, records, errors, watermark, graded, outcome },
    settle: (result) => of.settle(result),
    ...part,
  };
}

/**
 * Cuts a delivery in two, to find the row that the database refuses. The second half carries the counts and the
 * watermark and is to be stored last; the delivery settles when both have.
 */
export function halves(whole: Delivery): [Delivery, Delivery] {
  const cut = Math.ceil(rowsOf(whole) / 2);
  const readings = Math.min(cut, whole.readings.length);
  const positions = Math.min(cut - readings, whole.positions.length);
  const records = cut - readings - positions;
  const settle = settleAfterBoth(whole);
  const first = newOutcome();
  const second = newOutcome();
  return [
    variant(whole, {
      received: 0,
      readings: whole.readings.slice(0, readings),
      positions: whole.positions.slice(0, positions),
      records: whole.records.slice(0, records),
      errors: [],
      graded: 0,
      watermark: undefined,
      outcome: first,
      settle: (result) => settle(result, first),
    }),
    variant(whole, {
      readings: whole.readings.slice(readings),
      positions: whole.positions.slice(positions),
      records: whole.records.slice(records),
      outcome: second,
      settle: (result) => settle(result, second),
    }),
  ];
}

function settleAfterBoth(whole: Delivery) {
  let left = 2;
  let failed: Error | undefined;
  return (result: "committed" | Error, outcome: Outcome) => {
    if (result !== "committed") failed ??= result;
    else if (whole.outcome) addOutcome(whole.outcome, outcome);
    if (--left === 0) whole.settle(failed ?? "committed");
  };
}

export function newOutcome(): Outcome {
  return { stored: 0, duplicates: 0, corrected: 0, poisoned: false };
}

function addOutcome(sum: Outcome, part: Outcome): void {
  sum.stored += part.stored;
  sum.duplicates += part.duplicates;
  sum.corrected += part.corrected;
  sum.poisoned ||= part.poisoned;
}

/** What is stored of a delivery whose one row the database refuses: the refusal, with the row as its payload. */
export function poisoned(delivery: Delivery, error: Error): Delivery {
  if (delivery.outcome) delivery.outcome.poisoned = true;
  const payload = Buffer.from(JSON.stringify(onlyRow(delivery))).subarray(0, MOST_PAYLOAD);
  const errors = [...delivery.errors, noteOf(error, payload)];
  return variant(delivery, { readings: [], positions: [], records: [], errors });
}

/** Of readings and positions only what is stored: the pipeline hangs more on them than JSON can say. */
function onlyRow({ readings: [reading], positions: [position], records: [record] }: Delivery): unknown {
  if (reading) {
    const { seriesId, time, value, quality } = reading;
    return { seriesId, time, value, quality };
  }
  if (!position) return record ?? null;
  const { assetId, time, lon, lat, speed, course, quality } = position;
  return { assetId, time, lon, lat, speed, course, quality };
}

/** The same delivery, to be stored without being judged, with a note of why. */
export function unjudged(delivery: Delivery, error: Error): Delivery {
  const note = {
    ...noteOf(new Error(`stored without being judged: ${error.message}`)),
    stored: true as const,
  };
  return variant(delivery, { errors: [...delivery.errors, note] });
}

function noteOf(error: Error, payload?: Uint8Array): FeedErrorRow {
  return { reason: "stored_otherwise", detail: error.message, origin: "sink", payload };
}
