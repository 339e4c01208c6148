import { setTimeout as sleep } from "node:timers/promises";
import type { RowReader, Skip } from "./mapping.ts";
import { type Course, paceOf } from "./pace.ts";
import type { Recording } from "./recording.ts";

export type Tally = {
  rows: number;
  sent: number;
  skipped: Partial<Record<Skip, number>>;
  /** Recorded time of the newest row, ms. */
  at: number;
  /** Of the file, 0 … 1. */
  part: number;
  rounds: number;
};

export type Sender = (topic: string, payload: string) => Promise<void>;

export type Playing = {
  recording: Recording;
  reader: RowReader;
  course: Course & { loop: boolean; rows: number };
  send: Sender;
  signal: AbortSignal;
  tally: Tally;
};

const MOST_ON_THEIR_WAY = 500;

export function emptyTally(): Tally {
  return { rows: 0, sent: 0, skipped: {}, at: Number.NaN, part: 0, rounds: 0 };
}

/** Plays the recording once, or for ever with `loop`; ends when the signal says so. */
export async function play(playing: Playing): Promise<void> {
  const span = playing.course.shift === "end" ? await spanOf(playing) : undefined;
  do {
    const before = playing.tally.sent;
    await round(playing, span);
    playing.tally.rounds++;
    if (playing.tally.sent === before) return;
  } while (playing.course.loop && !playing.signal.aborted);
}

async function round(
  { recording, reader, course, send, signal, tally }: Playing,
  known?: Span,
): Promise<void> {
  const going = new Set<Promise<void>>();
  let pace: ReturnType<typeof paceOf> | undefined;
  let left = course.rows;
  let failure: unknown;
  const skip = (why: Skip) => {
    tally.skipped[why] = (tally.skipped[why] ?? 0) + 1;
  };
  for await (const { row, read } of recording.rows()) {
    if (signal.aborted || failure !== undefined || left-- <= 0) break;
    tally.rows++;
    tally.part = read / recording.bytes;
    for (const { topic, time, fields } of reader.said(row, skip)) {
      pace ??= paceOf(course, known ?? { first: time, last: time }, Date.now());
      tally.at = time;
      await waitUntil(pace.due(time), signal);
      if (signal.aborted) break;
      const sending = send(topic, JSON.stringify({ ...fields, t: pace.stamp(time) })).then(
        () => {
          tally.sent++;
        },
        (error: unknown) => {
          failure = error;
        },
      );
      going.add(sending);
      void sending.finally(() => going.delete(sending));
      if (going.size >= MOST_ON_THEIR_WAY) await Promise.race(going);
    }
  }
  await Promise.all(going);
  if (failure !== undefined) throw failure;
}

type Span = { first: number; last: number };

async function spanOf({ recording, reader, course }: Playing): Promise<Span> {
  const span = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };
  let left = course.rows;
  for await (const { row } of recording.rows()) {
    if (left-- <= 0) break;
    const time = reader.time(row);
    if (Number.isNaN(time)) continue;
    span.first = Math.min(span.first, time);
    span.last = Math.max(span.last, time);
  }
  return span;
}

async function waitUntil(due: number, signal: AbortSignal): Promise<void> {
  const ms = due - Date.now();
  // Below two milliseconds the timer itself would be the slowest part.
  if (ms > 2) await sleep(Math.min(ms, 2 ** 31 - 1), undefined, { signal }).catch(() => {});
}
