import type { Language } from "#lib/i18n/model.ts";

const SIGNED = /^[-−+]?\d/;
/** `1.204` is a thousand in one country and a little more than one in another. */
const TWO_WAYS = { vi: /^[-−+]?[1-9]\d{0,2}\.\d{3}$/, en: /^[-−+]?[1-9]\d{0,2},\d{3}$/ };

/**
 * A number as a person writes one: `0,05`, `0.05`, `1.204,5`. What could be read in two ways is not guessed.
 */
export function readTyped(text: string, language: Language): number | "empty" | "ambiguous" | "none" {
  const trimmed = text.replace(/[\s\u00a0\u202f]/g, "");
  if (trimmed === "") return "empty";
  if (TWO_WAYS[language].test(trimmed)) return "ambiguous";
  if (!SIGNED.test(trimmed)) return "none";
  const plain = ungrouped(trimmed.replace("−", "-"));
  const value = plain === undefined ? Number.NaN : Number(plain);
  return Number.isFinite(value) ? value : "none";
}

/** How a number stands in a field: no grouping, the language's own decimal mark, every decimal that it has. */
export function writeTyped(value: number, language: Language): string {
  const text = String(value);
  return language === "vi" ? text.replace(".", ",") : text;
}

/** The mark that stands last is the decimal one; the other may only group thousands before it. */
function ungrouped(text: string): string | undefined {
  const at = Math.max(text.lastIndexOf(","), text.lastIndexOf("."));
  if (at < 0) return text;
  const mark = text[at] as string;
  const whole = text.slice(0, at);
  const group = mark === "," ? "." : ",";
  if (whole.includes(mark)) return isGrouped(text, mark) ? text.replaceAll(mark, "") : undefined;
  if (whole.includes(group) && !isGrouped(whole, group)) return undefined;
  return `${whole.replaceAll(group, "")}.${text.slice(at + 1)}`;
}

function isGrouped(text: string, mark: string): boolean {
  const [first = "", ...rest] = text.split(mark);
  return /^[-+]?\d{1,3}$/.test(first) && rest.every((part) => /^\d{3}$/.test(part));
}
