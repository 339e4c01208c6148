import type { Client } from "#lib/db/pool.ts";
import type { Refusal } from "#lib/feed/model.ts";
import type { Position, Reading } from "#lib/reading/model.ts";
import type { RecordVersion } from "#lib/record/model.ts";

/** What was refused of a message, kept in `feed_error`. Count it once per message or per reading, not both. */
export type FeedErrorRow = {
  reason: Refusal;
  /** What was found and what was expected; cut at 500 characters. */
  detail?: string;
  /** Topic, remote address or table it came from; cut at 500 characters. */
  origin?: string;
  /** As received; only the first 2,048 bytes are kept, so hand over a slice, not a view of a big buffer. */
  payload?: Uint8Array;
  /** A note about a reading that is stored all the same: it was not refused. */
  stored?: true;
};

/** What became of a delivery, for a sender who is told (HTTP). `poisoned`: the database refused some of its rows. */
export type Outcome = { stored: number; duplicates: number; corrected: number; poisoned: boolean };

/**
 * What one message, one HTTP call or one SQL poll produced. It is stored whole, in one transaction; of a poisoned one
 * everything is stored but the rows that the database refuses.
 */
export type Delivery = {
  feedId: string;
  /** Readings, positions and records as they came in, before any was refused. */
  received: number;
  /** Times in ms; the sink sorts, and removes duplicates within and across deliveries. */
  readings: readonly Reading[];
  positions: readonly Position[];
  records: readonly RecordVersion[];
  errors: readonly FeedErrorRow[];
  /** How far a polled source has been read; stored with the rows it stands for. JSON. */
  watermark?: unknown;
  /** How many of the readings and positions were kept with a quality other than good. */
  graded: number;
  /** When present, the sink fills it in before it settles as committed. */
  outcome?: Outcome;
  /**
   * Called exactly once. `committed`: everything above is in the database, acknowledge now (a poisoned delivery
   * also settles so: what is stored of it is its feed_error). Error: not stored, do not acknowledge; the sink closed
   * first, or not even the refusal could be written.
   */
  settle(result: "committed" | Error): void;
};

/** The alert engine as the sink sees it. */
export type Judge = {
  /**
   * Called inside the transaction with what it changed: readings new or corrected, ascending by series then time,
   * and positions that are new, ascending by asset then time; never duplicates. May run again with the same readings when the transaction is retried, so it must keep what
   * it learned aside until the returned function is called, after the commit.
   */
  judge(
    client: Client,
    readings: readonly Reading[],
    now: number,
    positions?: readonly Position[],
  ): Promise<() => void>;
};
