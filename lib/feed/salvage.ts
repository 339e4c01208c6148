import { isRefused, readQuantity } from "./quantity.ts";

/** No shape that we read is deeper. */
const DEEPEST = 64;
const NUMBER = /^[-+]?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
const BLANK = /[ \t\r\n]/;
const EDGES = /^[\0\s\ufeff]+|[\0\s\ufeff]+$/g;

/** What a broken text still holds. `cutAfter`: it is a list that breaks off after so many whole elements. */
export type Salvage = { value: unknown; cutAfter?: number };

class Cut extends SyntaxError {}

/**
 * Reads JSON that `JSON.parse` refused, value by value: what stands bare and is no JSON (`nan`, `06.87`, `--`)
 * becomes a text, for the reader of numbers to judge; `+5.234` is the number it would be without its sign; nothing becomes null; an element or field that cannot be told
 * apart becomes its own source text, so that only it is refused. Strings stay as they are.
 * @throws SyntaxError when no value can be told from its neighbours, or the end of an object is missing
 */
export function salvageJson(source: string): Salvage {
  const text = source.replace(EDGES, "");
  if (!/["{}[\]]/.test(text)) return { value: bareWhole(text) };
  const reader: Reader = { text, at: 0, depth: 0 };
  if (text[0] === "[") return rootList(reader);
  const value = readValue(reader);
  if (reader.at < text.length) fail(reader, "the end");
  return { value };
}

type Reader = { text: string; at: number; depth: number };

/** A message that is one bare value: `6,87`, `NaN`. */
function bareWhole(text: string): unknown {
  const read = readQuantity(text);
  if (isRefused(read) && read === "wrong_type") throw new SyntaxError(`"${text.slice(0, 50)}" is no value`);
  return bare(text);
}

function rootList(reader: Reader): Salvage {
  const list: unknown[] = [];
  try {
    readList(reader, list);
  } catch (error) {
    if (!(error instanceof Cut) || list.length === 0) throw error;
    return { value: list, cutAfter: list.length };
  }
  if (reader.at < reader.text.length) fail(reader, "the end");
  return { value: list };
}

function readValue(reader: Reader): unknown {
  const c = reader.text[reader.at];
  if (c === "{") return nested(reader, readObject);
  if (c === "[") return nested(reader, (inner) => readList(inner, []));
  return c === '"' ? readString(reader) : readBare(reader);
}

function nested<T>(reader: Reader, read: (reader: Reader) => T): T {
  if (++reader.depth > DEEPEST) fail(reader, `at most ${DEEPEST} levels`);
  const value = read(reader);
  reader.depth--;
  return value;
}

function readList(reader: Reader, list: unknown[]): unknown[] {
  reader.at++;
  for (;;) {
    if (peek(reader) === "]") return after(reader, list);
    const element = readPart(reader, readValue, "]");
    if (reader.at >= reader.text.length) throw new Cut("the list breaks off");
    list.push(element);
    if (peek(reader) === ",") reader.at++;
  }
}

function readObject(reader: Reader): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  reader.at++;
  for (;;) {
    if (peek(reader) === "}") return after(reader, object);
    const key = readString(reader);
    if (peek(reader) !== ":") fail(reader, "a colon");
    reader.at++;
    peek(reader);
    const value = readPart(reader, readValue, "}");
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
    if (peek(reader) === ",") reader.at++;
  }
}

/** One element or field; its own source text when it is not one value, as in `6,87` between two names. */
function readPart(reader: Reader, read: (reader: Reader) => unknown, close: "]" | "}"): unknown {
  const { at: from, depth } = reader;
  try {
    const value = read(reader);
    if (isNext(reader, close)) return value;
  } catch (error) {
    if (error instanceof Cut) throw error;
  }
  reader.at = from;
  reader.depth = depth;
  return skipPart(reader, close);
}

/** Whether what follows begins the next element or field, or ends them. */
function isNext(reader: Reader, close: "]" | "}"): boolean {
  const c = peek(reader);
  if (c === undefined) throw new Cut("the text breaks off");
  if (c === close) return true;
  if (c !== ",") return false;
  if (close === "]") return true;
  const { at } = reader;
  reader.at++;
  const next = peek(reader);
  reader.at = at;
  return next === '"' || next === "}";
}

/** @throws SyntaxError when the part would swallow a field: a field that is absent might have a default. */
function skipPart(reader: Reader, close: "]" | "}"): string {
  const { text, at: from } = reader;
  let depth = 0;
  for (; reader.at < text.length; reader.at++) {
    const c = text[reader.at] as string;
    if (c === '"') skipString(reader);
    else if (c === "{" || c === "[") depth++;
    else if (depth > 0 && (c === "}" || c === "]")) depth--;
    else if (depth === 0 && (c === "}" || c === "]" || (c === "," && isNext(reader, close)))) break;
  }
  if (reader.at >= text.length) throw new Cut("the text breaks off");
  const part = text.slice(from, reader.at).trim();
  if (text[reader.at] !== "," && text[reader.at] !== close) fail(reader, close);
  if (close === "}" && /"\s*:/.test(part)) fail({ ...reader, at: from }, "one value");
  return part;
}

function readBare(reader: Reader): unknown {
  const { text, at: from } = reader;
  while (reader.at < text.length && !/[,{}[\]":]/.test(text[reader.at] as string)) reader.at++;
  return bare(text.slice(from, reader.at).trim());
}

function bare(token: string): unknown {
  if (token === "") return null;
  if (NUMBER.test(token)) return Number(token);
  return Object.hasOwn(WORDS, token) ? WORDS[token] : token;
}

function readString(reader: Reader): string {
  if (reader.text[reader.at] !== '"') fail(reader, "a name in quotes");
  const from = reader.at;
  skipString(reader);
  if (reader.at >= reader.text.length) throw new Cut("a text breaks off");
  const quoted = reader.text.slice(from, ++reader.at);
  try {
    return JSON.parse(quoted.replace(CONTROL, escaped)) as string;
  } catch {
    return quoted.slice(1, -1);
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a bare one is what JSON forbids in a string
const CONTROL = /[\u0000-\u001f]/g;
const escaped = (c: string) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Stands on the opening quote before, on the closing one after. */
function skipString(reader: Reader): void {
  const { text } = reader;
  for (reader.at++; reader.at < text.length && text[reader.at] !== '"'; reader.at++)
    if (text[reader.at] === "\\") reader.at++;
}

function after<T>(reader: Reader, value: T): T {
  reader.at++;
  return value;
}

/** The next character that says something. */
function peek(reader: Reader): string | undefined {
  while (BLANK.test(reader.text[reader.at] ?? "")) reader.at++;
  return reader.text[reader.at];
}

function fail(reader: Reader, wanted: string): never {
  throw new SyntaxError(`expected ${wanted} at character ${reader.at + 1}`);
}
