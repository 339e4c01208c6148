import { isRefused, type Notation, readNumber } from "#lib/feed/quantity.ts";
import type { Language } from "#lib/i18n/model.ts";

const OWN: Record<Language, { mark: string; notation: Notation }> = {
  vi: { mark: ",", notation: "comma" },
  en: { mark: ".", notation: "point" },
};

/**
 * A number as a person writes one: `0,05`, `0.05`, `1.204,5`. The language's own decimal mark settles what would else
 * be ambiguous; the other mark does not, because people use both. What is left is not guessed.
 */
export function readTyped(text: string, language: Language): number | "empty" | "ambiguous" | "none" {
  if (text.trim() === "") return "empty";
  const { mark, notation } = OWN[language];
  let read = readNumber(text);
  if (read === "ambiguous_number" && text.includes(mark)) read = readNumber(text, notation);
  if (!isRefused(read)) return read;
  return read === "ambiguous_number" ? "ambiguous" : "none";
}

/** How a number stands in a field: no grouping, the language's own decimal mark, every decimal that it has. */
export function writeTyped(value: number, language: Language): string {
  const text = String(value);
  return language === "vi" ? text.replace(".", ",") : text;
}
