import type { Feed, Refusal } from "#lib/feed/model.ts";
import type { Position, Reading } from "#lib/reading/model.ts";
import type { RecordVersion } from "#lib/record/model.ts";
import type { Register } from "../register.ts";
import type { Address, AddressBook } from "./address.ts";
import type { NewAssets } from "./allowance.ts";
import type { Intake } from "./intake.ts";

type OnItsWay = {
  /** Place in its message, for senders who are told. */
  index: number;
  into: Intake;
  refused: boolean;
};

/** A reading on its way: the sink stores this very object, so that nothing is copied per reading. */
export type Draft = Reading &
  OnItsWay & {
    address: Address;
    /** Unit that the source named; undefined: the metric's own. */
    unit: string | undefined;
  };

export type PositionDraft = Position & OnItsWay & { address: Address };
export type RecordDraft = OnItsWay & { record: RecordVersion };

/** What arrived together; each message of it is still settled by itself. */
export type Batch = {
  /** When it arrived, ms. */
  now: number;
  intakes: Intake[];
  readings: Draft[];
  positions: PositionDraft[];
  records: RecordDraft[];
  /** Readings of counters, and of what a counter could be taken for. */
  counting: Draft[];
  /** Counters among the readings, with the steps that they are to give. */
  counted: Counted[];
};

export type Counted = { total: Draft; step: Draft };

/** What the stages need to know of the feed that they work for. */
export type Course = {
  feed: Feed;
  book: AddressBook;
  register: Register;
  sentinels: readonly number[];
  newAssets: NewAssets;
  /** Waits before the register is asked again after a fault, or throws to give the batch up. */
  patience(error: Error, attempt: number): Promise<void>;
};

/** A stage may return a promise when it has to ask the register; most batches have no such need. */
export type Stage = (batch: Batch, course: Course) => void | Promise<void>;

export function refuse(draft: OnItsWay, reason: Refusal, detail: string): void {
  draft.refused = true;
  draft.into.refuse(reason, detail, draft.index);
}
