import { isRefused, type Notation, type NumberFault, type Quantity, readQuantity } from "./quantity.ts";

const [ZERO, NINE, DOT, MINUS, SPACE] = [48, 57, 46, 45, 32];
const POWERS = Float64Array.from({ length: 23 }, (_, i) => 10 ** i);

/**
 * Reads bytes such as `12.34` without making a string. NaN means: not this plain form, ask {@link readQuantity}.
 * Exact: at most 15 digits over a power of ten up to 10^22 are both exact doubles, so one division rounds right.
 */
export function readPlainNumber(bytes: Uint8Array): number {
  let i = 0;
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] as number) <= SPACE) end--;
  const negative = bytes[0] === MINUS;
  if (negative) i++;
  const digitsFrom = i;
  let whole = 0;
  let dot = -1;
  for (; i < end; i++) {
    const c = bytes[i] as number;
    if (c >= ZERO && c <= NINE) whole = whole * 10 + (c - ZERO);
    else if (c === DOT && dot < 0) dot = i;
    else return Number.NaN;
  }
  const digits = end - digitsFrom - (dot < 0 ? 0 : 1);
  if (digits < 1 || digits > 15) return Number.NaN;
  const value = dot < 0 ? whole : whole / (POWERS[end - dot - 1] as number);
  return negative ? -value : value;
}

/**
 * Any value of a message as a number or, from a text, a number with its unit: numbers as they are, true and false
 * as 1 and 0, texts by {@link readQuantity}.
 */
export function quantityOf(raw: unknown, notation: Notation = "unsaid"): number | Quantity | NumberFault {
  if (typeof raw === "number") return Number.isFinite(raw) ? raw : "not_finite";
  if (typeof raw === "string") {
    const found = readQuantity(raw, notation);
    return isRefused(found) || found.unit !== undefined ? found : found.value;
  }
  if (typeof raw === "boolean") return raw ? 1 : 0;
  if (typeof raw === "bigint") return Number(raw);
  return raw === null || raw === undefined ? "missing_value" : "wrong_type";
}
