import { isAscii, isUtf8 } from "node:buffer";
import type { Refusal } from "#lib/feed/model.ts";
import { salvageJson } from "#lib/feed/salvage.ts";

/** A message that cannot be read at all. */
export class Unreadable {
  readonly reason: Refusal;
  readonly detail: string;
  constructor(reason: Refusal, detail: string) {
    this.reason = reason;
    this.detail = detail;
  }
}

/** 1 MiB holds some 20,000 readings; what is longer is no measurement. */
export const LARGEST = 1_048_576;
/** No shape that we read is deeper. */
const DEEPEST = 64;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, QUOTE, BACKSLASH] = [91, 93, 123, 125, 34, 92];
const BYTE_ORDER_MARK = 0xfeff;
/** Messages that came as one: lines of JSON, or the whole elements of a list that breaks off, and what is missing. */
export class Several {
  readonly items: readonly unknown[];
  constructor(items: readonly unknown[]) {
    this.items = items;
  }
}

/**
 * Parses a message once: {@link Unreadable} or {@link Several} or what it holds. `size`: its full length, when the
 * payload was cut before. Only what `JSON.parse` refuses is looked at again, so that one bad value costs itself.
 */
export function parseJson(payload: Buffer, size: number, largest = LARGEST): unknown | Unreadable | Several {
  if (size > largest) return new Unreadable("too_large", `${size} bytes, at most ${largest}`);
  if (payload.length === 0) return new Unreadable("missing_value", "empty message");
  const text = textOf(payload);
  if (text === undefined) return new Unreadable("invalid_utf8", "the bytes are not UTF-8");
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (isTooDeep(payload)) return new Unreadable("too_deep", `nested deeper than ${DEEPEST}`);
    return salvage(text, (error as Error).message);
  }
}

function salvage(text: string, problem: string): unknown {
  try {
    const { value, cutAfter } = salvageJson(text);
    if (value === null) return new Unreadable("missing_value", "empty message");
    if (cutAfter === undefined) return value;
    const lost = new Unreadable("invalid_json", `the list breaks off after ${cutAfter} elements`);
    return new Several([value, lost]);
  } catch {
    return linesOf(text) ?? new Unreadable("invalid_json", problem);
  }
}

/** Lines of JSON (NDJSON), when at least one of several is a whole object or list. */
function linesOf(text: string): Several | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 7464 begins each text with U+001E
  const lines = text.split(/[\n\r\0\x1e]+/).filter((line) => line.trim() !== "");
  if (lines.length < 2) return undefined;
  const items = lines.map(lineOf);
  return items.some((item) => typeof item === "object" && !(item instanceof Unreadable))
    ? new Several(items)
    : undefined;
}

function lineOf(line: string, i: number): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch (error) {
    try {
      return salvageJson(line).value;
    } catch {
      return new Unreadable("invalid_json", `line ${i + 1}: ${(error as Error).message}`);
    }
  }
}

/** undefined: not UTF-8. Latin-1 is the cheap way to read what is ASCII. */
function textOf(payload: Buffer): string | undefined {
  if (isAscii(payload)) return payload.toString("latin1");
  if (!isUtf8(payload)) return undefined;
  const text = payload.toString("utf8");
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}

/** Why a parsed message has not the shape that was expected. */
export function misshapen(payload: Buffer, expected: string): Unreadable {
  if (isTooDeep(payload)) return new Unreadable("too_deep", `nested deeper than ${DEEPEST}`);
  return new Unreadable("wrong_shape", `expected ${expected}`);
}

/** Counted in the bytes, so that no depth can overflow a stack. */
function isTooDeep(payload: Buffer): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < payload.length; i++) {
    const c = payload[i];
    if (c === QUOTE) quoted = !quoted;
    else if (quoted) i += c === BACKSLASH ? 1 : 0;
    else if (c === OPEN_LIST || c === OPEN_OBJECT) depth++;
    else if (c === CLOSE_LIST || c === CLOSE_OBJECT) depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}
