import { tzOffset } from "@date-fns/tz";

/** How a source writes its times: a fixed word, or a pattern of yyyy MM dd HH mm ss SSS such as "dd/MM/yyyy HH:mm". */
export type TimeFormat = "auto" | "s" | "ms" | "iso" | (string & {});

/** Numbers below this are seconds since 1970 (until the year 5138), from it on milliseconds (since March 1973). */
const MS_FROM = 1e11;
const LARGEST = 8.64e15;
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|z|[+-]\d\d(?::?\d\d)?)?$/;
const DIGITS = /^-?\d+(?:\.\d+)?$/;

export type TimeReader = (raw: unknown) => number;

/**
 * Makes the reader of one source's times: any JSON value → ms since 1970 UTC, NaN when it is not such a time.
 * A text without a zone is a time only if `zone` (an IANA name) says whose wall clock it was read from.
 * @throws SyntaxError for a pattern that does not name a date.
 */
export function timeReader(format: TimeFormat = "auto", zone?: string): TimeReader {
  if (zone !== undefined && Number.isNaN(tzOffset(zone, new Date(0))))
    throw new SyntaxError(`"${zone}" is not a time zone`);
  if (format === "s") return (raw) => epoch(raw, 1000);
  if (format === "ms") return (raw) => epoch(raw, 1);
  if (format === "iso") return (raw) => (typeof raw === "string" ? readIso(raw, zone) : Number.NaN);
  if (format === "auto") return (raw) => readAuto(raw, zone);
  return patternReader(format, zone);
}

/** Epoch seconds or milliseconds by magnitude, or ISO 8601 with a zone. */
export function readAuto(raw: unknown, zone?: string): number {
  if (typeof raw === "number") return readEpoch(raw);
  if (typeof raw !== "string") return Number.NaN;
  return DIGITS.test(raw) ? readEpoch(Number(raw)) : readIso(raw, zone);
}

export function readEpoch(value: number): number {
  const ms = Math.abs(value) < MS_FROM ? value * 1000 : value;
  return Math.abs(ms) <= LARGEST ? Math.round(ms) : Number.NaN;
}

function epoch(raw: unknown, scale: number): number {
  const value = typeof raw === "string" && DIGITS.test(raw) ? Number(raw) : raw;
  if (typeof value !== "number") return Number.NaN;
  const ms = Math.round(value * scale);
  return Math.abs(ms) <= LARGEST ? ms : Number.NaN;
}

function readIso(text: string, zone?: string): number {
  const m = ISO.exec(text);
  if (!m) return Number.NaN;
  const fraction = m[7] === undefined ? 0 : Math.floor(Number(`0.${m[7]}`) * 1000);
  const wall = wallClock([m[1], m[2], m[3], m[4], m[5], m[6]].map(Number), fraction);
  if (m[8] === undefined) return zone === undefined ? Number.NaN : inZone(wall, zone);
  return wall - offsetMs(m[8]);
}

function offsetMs(text: string): number {
  if (text === "Z" || text === "z") return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = text.length > 3 ? Number(text.slice(-2)) : 0;
  if (hours > 18 || minutes > 59) return Number.NaN;
  return (text[0] === "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** The parts of a wall clock as ms, as if it hung in UTC; NaN for a 31 February and its like. */
function wallClock(parts: number[], ms: number): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((n) => n || 0);
  if (month < 1 || month > 12 || day < 1 || hour > 24 || minute > 59 || second > 60) return Number.NaN;
  if (hour === 24 && (minute > 0 || second > 0)) return Number.NaN;
  if (day > lastDay(year, month)) return Number.NaN;
  return Date.UTC(year, month - 1, day, hour, minute, second, ms);
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function inZone(wall: number, zone: string): number {
  // The offset at the guess decides; a second look settles the hours around a change of the clocks.
  const guess = wall - tzOffset(zone, new Date(wall)) * 60_000;
  return wall - tzOffset(zone, new Date(guess)) * 60_000;
}

const FIELDS = ["yyyy", "MM", "dd", "HH", "mm", "ss", "SSS"] as const;

function patternReader(pattern: string, zone?: string): TimeReader {
  const order: string[] = [];
  const source = pattern.replace(/yyyy|MM|dd|HH|mm|SSS|ss|XXX|[^a-zA-Z]|[a-zA-Z]/g, (token) => {
    if (token === "XXX") return `(?<zone>Z|[+-]\\d\\d:?\\d\\d)`;
    if ((FIELDS as readonly string[]).includes(token)) {
      order.push(token);
      return `(\\d{${token.length}})`;
    }
    return token.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  });
  if (!["yyyy", "MM", "dd"].every((f) => order.includes(f)))
    throw new SyntaxError(`time format "${pattern}" must hold yyyy, MM and dd`);
  if (new Set(order).size !== order.length) throw new SyntaxError(`time format "${pattern}" repeats a field`);
  const shape = new RegExp(`^${source}$`);
  const numbered = numbering(pattern, order);
  return (raw) => {
    const m = shape.exec(typeof raw === "number" ? String(raw) : typeof raw === "string" ? raw.trim() : "");
    if (!m) return Number.NaN;
    const get = (field: string) => Number(m[numbered.get(field) ?? -1] ?? 0);
    const wall = wallClock(FIELDS.slice(0, 6).map(get), get("SSS"));
    const own = m.groups?.zone;
    if (own !== undefined) return wall - offsetMs(own);
    return zone === undefined ? Number.NaN : inZone(wall, zone);
  };
}

/** The capture group of each field; the zone, where the pattern has one, is a group too. */
function numbering(pattern: string, order: string[]): Map<string, number> {
  const zoneAt = pattern.includes("XXX") ? pattern.indexOf("XXX") : Number.POSITIVE_INFINITY;
  return new Map(order.map((field, i) => [field, i + 1 + (pattern.indexOf(field) > zoneAt ? 1 : 0)]));
}
