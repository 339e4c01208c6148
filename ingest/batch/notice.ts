import { NOTICE_LIMIT } from "#lib/db/bus.ts";
import { frameBytes, POSITION_BYTES, READING_BYTES } from "#lib/reading/frame.ts";
import type { Position, Reading } from "#lib/reading/model.ts";
import { positionColumnsOf } from "./positions.ts";
import { columnsOf } from "./readings.ts";

const HEADER = 8;
const most = (rowBytes: number) => Math.floor(((NOTICE_LIMIT / 4) * 3 - HEADER) / rowBytes) - 1;
const READINGS = most(READING_BYTES);
const POSITIONS = most(POSITION_BYTES);

/** Packed frames in base64, each short enough for one notice. */
export function readingNotices(readings: readonly Reading[]): string[] {
  return chunks(readings, READINGS).map((chunk) => base64(frameBytes(columnsOf(chunk))));
}

export function positionNotices(positions: readonly Position[]): string[] {
  return chunks(positions, POSITIONS).map((chunk) => base64(frameBytes(positionColumnsOf(chunk))));
}

function chunks<T>(rows: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < rows.length; from += size) parts.push(rows.slice(from, from + size));
  return parts;
}

const base64 = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
