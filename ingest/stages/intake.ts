import type { Refusal } from "#lib/feed/model.ts";
import type { Position, Reading } from "#lib/reading/model.ts";
import type { RecordVersion } from "#lib/record/model.ts";
import type { Delivery, FeedErrorRow, Outcome } from "../delivery.ts";
import type { Slot } from "../owed.ts";

/** Who waits to hear that a delivery is in the database. */
export type Ticket = { settle(result: "committed" | Error): void };

/** A refusal that a sender can find again in what was sent. */
export type IndexedError = FeedErrorRow & { index: number };

/** The message as it came, or, where one delivery holds many, the one at that place. */
export type Payload = Uint8Array | ((index: number) => Uint8Array);

const NOTHING: never[] = [];
const KEPT_BYTES = 2048;
/** A message with ten thousand wrong readings is counted to the last, but kept only so often. */
const MOST_KEPT = 20;

/** One message from its arrival until it is settled; the sink's delivery. */
export class Intake implements Delivery {
  readonly feedId: string;
  received = 0;
  readings: Reading[] = NOTHING;
  positions: Position[] = NOTHING;
  records: RecordVersion[] = NOTHING;
  errors: IndexedError[] = NOTHING;
  graded = 0;
  watermark: unknown = undefined;
  outcome: Outcome | undefined = undefined;
  #origin: string;
  #payload: Payload;
  #ticket: Ticket;
  #slot: Slot | undefined;

  constructor(feedId: string, source: { origin: string; payload: Payload; ticket: Ticket }) {
    this.feedId = feedId;
    this.#origin = source.origin;
    this.#payload = source.payload;
    this.#ticket = source.ticket;
  }

  /** Counts as received and not settled, from here until it is. */
  owe(slot: Slot): void {
    slot.count++;
    this.#slot = slot;
  }

  addReading(reading: Reading): void {
    if (this.readings === NOTHING) this.readings = [reading];
    else this.readings.push(reading);
    if (reading.quality !== 0) this.graded++;
  }

  addPosition(position: Position): void {
    if (this.positions === NOTHING) this.positions = [position];
    else this.positions.push(position);
    if (position.quality !== 0) this.graded++;
  }

  addRecord(record: RecordVersion): void {
    if (this.records === NOTHING) this.records = [record];
    else this.records.push(record);
  }

  refuse(reason: Refusal, detail: string, index: number): void {
    if (this.errors === NOTHING) this.errors = [];
    const kept = this.errors.length < MOST_KEPT;
    this.errors.push({
      reason,
      detail: clean(detail),
      origin: this.#origin,
      payload: kept ? beginning(this.#payload, index) : undefined,
      index,
    });
  }

  /** Nothing more will be refused: let go of the bytes, which hold a whole network buffer. */
  seal(): void {
    this.#payload = NO_BYTES;
  }

  settle(result: "committed" | Error): void {
    if (this.#slot) this.#slot.count--;
    this.#slot = undefined;
    this.#ticket.settle(result);
  }
}

const NO_BYTES = new Uint8Array(0);

/** A copy: a view would keep the whole network buffer alive. */
function beginning(payload: Payload, index: number): Uint8Array {
  const bytes = typeof payload === "function" ? payload(index) : payload;
  return Uint8Array.prototype.slice.call(bytes, 0, KEPT_BYTES);
}

/** PostgreSQL stores neither U+0000 nor half of a surrogate pair. */
function clean(text: string): string {
  return text.slice(0, 500).replaceAll("\0", "�").toWellFormed();
}
