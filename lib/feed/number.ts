const [ZERO, NINE, DOT, MINUS, SPACE] = [48, 57, 46, 45, 32];
const POWERS = Float64Array.from({ length: 23 }, (_, i) => 10 ** i);
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity)$/i;

/**
 * Reads bytes such as `12.34` without making a string. NaN means: not this plain form, ask {@link readNumber}.
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

/** Reads a decimal text; a reason when it is none. `comma`: "4,27" is how the source writes 4.27. */
export function readNumber(
  text: string,
  comma = false,
): number | "not_finite" | "missing_value" | "wrong_type" {
  const trimmed = comma ? text.trim().replace(",", ".") : text.trim();
  if (trimmed === "") return "missing_value";
  if (NOT_FINITE.test(trimmed)) return "not_finite";
  if (!DECIMAL.test(trimmed)) return "wrong_type";
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : "not_finite";
}
