/**
 * How a source writes its numbers. `point`: 1,234.5; `comma`: 1.234,5; `ungrouped`: either mark, but always before
 * the decimals; `unsaid`: whatever can be read in one way only.
 */
export const NOTATIONS = ["unsaid", "point", "comma", "ungrouped"] as const;
export type Notation = (typeof NOTATIONS)[number];
export type NumberFault = "missing_value" | "not_finite" | "ambiguous_number" | "wrong_type";
/** A number and the unit that stood behind it. */
export type Quantity = { value: number; unit: string | undefined };

/** What a program or a person writes who has nothing to say. */
const NOTHING = /^(?:-+|n\/?a|#n\/a|null|none|nil)$/i;
/** Beside the usual words, what Microsoft's printf writes: 1.#QNAN, -1.#IND, nan(ind). */
const NOT_FINITE = /^[-+]?(?:nan(?:\(.*\))?|inf(?:inity)?|∞|1[.,]#(?:inf|ind|[qs]?nan)\d*)$/i;
/** UAX #44: every dash that stands for a minus; soft hyphens and the like are no signs. */
const MINUS = /[\u2010-\u2015\u2212\u207b\u208b\ufe58\ufe63\uff0d]/g;
const PLUS = /[\u207a\u208a\ufe62\uff0b]/g;
const UNSEEN = /[\0\u200b-\u200f\u2060\ufeff]/g;
const FULL_WIDTH = /[\uff0c\uff0e\uff10-\uff19]/g;
const ODD = /[^\x20-\x7e]/;
const SHAPE = /^([-+]?)\s*(\d(?:[\s.,'’]?\d)*[.,]?|[.,]\d+)(?:[eE]([-+]?\d{1,4}))?\s*(\D.*)?$/;
const UNIT = /^[\p{L}%°‰µ℃℉][\p{L}\p{N}\p{No}%°‰µ℃/.·^*⁻-]{0,23}$/u;
const SPACED = /^\d{1,3}(?:([\s'’])\d{3})(?:\1\d{3})*(?:[.,]\d*)?$/;

/** Nobody writes a longer number; what is longer is not looked at. */
const LONGEST = 100;

export function isRefused(found: Quantity | number | NumberFault): found is NumberFault {
  return typeof found === "string";
}

/**
 * The one reader of numbers that came as text, for wire, files and forms. What could be read in two ways is refused
 * as `ambiguous_number`: 1.234 is a thousand in one country and a little more than one in another.
 */
export function readQuantity(text: string, notation: Notation = "unsaid"): Quantity | NumberFault {
  if (text.length > LONGEST) return text.trim() === "" ? "missing_value" : "wrong_type";
  const plain = ODD.test(text) ? plainly(text) : text.trim();
  if (plain === "" || NOTHING.test(plain)) return "missing_value";
  if (NOT_FINITE.test(plain)) return "not_finite";
  const [, sign = "", body = "", exponent, unit] = SHAPE.exec(plain) ?? [];
  if (body === "" || (unit !== undefined && !UNIT.test(unit))) return "wrong_type";
  const digits = decimalOf(body, notation, exponent !== undefined);
  if (digits === "ambiguous_number" || digits === "wrong_type") return digits;
  const value = Number(`${sign}${digits}${exponent === undefined ? "" : `e${exponent}`}`);
  return Number.isFinite(value) ? { value, unit } : "not_finite";
}

/** As {@link readQuantity}, where no unit may stand behind. */
export function readNumber(text: string, notation: Notation = "unsaid"): number | NumberFault {
  const found = readQuantity(text, notation);
  if (isRefused(found)) return found;
  return found.unit === undefined ? found.value : "wrong_type";
}

/** Signs, digits and marks of any width and style as ASCII has them; what cannot be seen is gone. */
function plainly(text: string): string {
  return text
    .replace(UNSEEN, "")
    .replace(MINUS, "-")
    .replace(PLUS, "+")
    .replace(FULL_WIDTH, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0))
    .replace(/\u03bc/g, "µ")
    .trim();
}

/** The digits with a decimal point and nothing else between them, or why they cannot be told. */
function decimalOf(
  body: string,
  notation: Notation,
  scientific: boolean,
): string | "ambiguous_number" | "wrong_type" {
  if (/[\s'’]/.test(body)) {
    if (notation === "ungrouped" || !SPACED.test(body)) return "wrong_type";
    const ungrouped = body.replace(/[\s'’]/g, "");
    return withDecimals(ungrouped, notation) ?? "wrong_type";
  }
  const at = Math.max(body.lastIndexOf(","), body.lastIndexOf("."));
  if (at < 0) return body;
  const mark = body[at] as string;
  const other = mark === "," ? "." : ",";
  if (body.indexOf(mark) !== at)
    return !body.includes(other) && mayGroup(mark, notation) && isGrouped(body, mark)
      ? body.replaceAll(mark, "")
      : "wrong_type";
  if (body.includes(other)) {
    const whole = body.slice(0, at);
    if (!mayGroup(other, notation) || !isGrouped(whole, other)) return "wrong_type";
    return withDecimals(body.replaceAll(other, ""), notation) ?? "wrong_type";
  }
  if (scientific || !isGrouped(body, mark)) return withDecimals(body, notation) ?? "wrong_type";
  if (notation === "unsaid") return "ambiguous_number";
  return mayGroup(mark, notation) ? body.replace(mark, "") : body.replace(mark, ".");
}

/** One mark at most, which is the decimal one. */
function withDecimals(text: string, notation: Notation): string | undefined {
  if (text.includes(notation === "point" ? "," : notation === "comma" ? "." : " ")) return undefined;
  return text.replace(",", ".");
}

function mayGroup(mark: string, notation: Notation): boolean {
  if (notation === "unsaid") return true;
  return notation === (mark === "," ? "point" : "comma");
}

/** Thousands: one to three digits, not beginning with 0, then threes. */
function isGrouped(text: string, mark: string): boolean {
  const [first = "", ...rest] = text.split(mark);
  return /^[1-9]\d{0,2}$/.test(first) && rest.every((part) => /^\d{3}$/.test(part));
}
