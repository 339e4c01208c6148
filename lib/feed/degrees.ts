import { isRefused, type NumberFault, readNumber } from "./quantity.ts";

export type Axis = "lat" | "lon";
/** How a source writes places: degrees, or NMEA 0183's ddmm.mmmm. */
export type DegreeForm = "degrees" | "ddmm";

/** International letters and the Vietnamese ones that mean nothing else: Bắc, Đông, Tây (Nam would be N). */
const SIDES: Record<Axis, Readonly<Record<string, 1 | -1>>> = {
  lat: { N: 1, B: 1, S: -1 },
  lon: { E: 1, Đ: 1, W: -1, T: -1 },
};
const PARTS = /^([^°º˚]+)[°º˚]\s*(?:([\d.,]+)\s*['’′]\s*)?(?:([\d.,]+)\s*(?:"|”|″|''|’’|′′)\s*)?$/;

/** 1 north or east, -1 south or west, undefined when the text is no side of this axis. */
export function sideOf(text: unknown, axis: Axis): 1 | -1 | undefined {
  const letter = typeof text === "string" ? text.trim().toUpperCase() : "";
  return Object.hasOwn(SIDES[axis], letter) ? SIDES[axis][letter] : undefined;
}

/**
 * A latitude or longitude as text: `13.77`, `13,770`, `13.77° N`, `13°46'12"N`. No degree reaches a thousand, so a
 * lone mark is always the decimal one.
 */
export function readDegrees(text: string, axis: Axis): number | NumberFault {
  const whole = text.normalize("NFC").trim();
  const plain = readNumber(whole, "ungrouped");
  if (plain !== "wrong_type") return plain;
  const side = sideOf(whole.slice(-1), axis);
  const rest = side === undefined ? whole : whole.slice(0, -1).trim();
  const value = PARTS.test(rest) ? fromParts(rest) : readNumber(rest, "ungrouped");
  if (isRefused(value) || side === undefined) return value;
  return value < 0 ? "wrong_type" : value * side;
}

function fromParts(text: string): number | NumberFault {
  const [, d = "", m = "0", s = "0"] = PARTS.exec(text) ?? [];
  const [degrees, minutes, seconds] = [d, m, s].map((part) => readNumber(part, "ungrouped"));
  if (typeof degrees !== "number" || typeof minutes !== "number" || typeof seconds !== "number")
    return "wrong_type";
  if (minutes >= 60 || seconds >= 60) return "wrong_type";
  const size = Math.abs(degrees) + minutes / 60 + seconds / 3600;
  return degrees < 0 || Object.is(degrees, -0) ? -size : size;
}

/** ddmm.mmmm as degrees; undefined when the minutes are none. */
export function fromMinutes(value: number): number | undefined {
  const size = Math.abs(value);
  const degrees = Math.floor(size / 100);
  const minutes = size - degrees * 100;
  if (minutes >= 60) return undefined;
  return (value < 0 ? -1 : 1) * (degrees + minutes / 60);
}

/** Whether a number that is no degree of this axis would be one if it were ddmm.mmmm. */
export function looksLikeMinutes(value: number, axis: Axis): boolean {
  const most = axis === "lat" ? 90 : 180;
  const read = Math.abs(value) > most ? fromMinutes(value) : undefined;
  return read !== undefined && Math.abs(read) <= most;
}
