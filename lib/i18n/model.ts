import { en } from "./en.ts";
import { vi } from "./vi.ts";

export const languages = ["vi", "en"] as const;
export type Language = (typeof languages)[number];
export const LANGUAGE_COOKIE = "lang";

/** Vietnamese is the source: its keys are the keys. */
export type Key = keyof typeof vi;
export type Words = { vi: string; en: string };

/** Names of the places `{name}` and `{count:one|other}` in a text. */
type Places<S extends string> = S extends `${string}{${infer P}}${infer Rest}`
  ? (P extends `${infer N}:${string}` ? N : P) | Places<Rest>
  : never;
type Values<K extends Key> = [Places<(typeof vi)[K]>] extends [never]
  ? []
  : [values: { [N in Places<(typeof vi)[K]>]: string | number }];

export type Translate = <K extends Key>(key: K, ...values: Values<K>) => string;

const catalogues: Record<Language, Record<Key, string>> = { vi, en };

export function translator(language: Language): Translate {
  const catalogue = catalogues[language];
  return (key, ...[values]) => fill(catalogue[key], values);
}

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}

/** For keys that come from data (`refusal.` + reason): undefined when nobody wrote a text for it. */
export function findText(language: Language, key: string): string | undefined {
  return Object.hasOwn(catalogues[language], key) ? catalogues[language][key as Key] : undefined;
}

const PLACE = /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g;

function fill(text: string, values: { [name: string]: string | number } | undefined): string {
  if (!values) return text;
  return text.replace(PLACE, (place, name: string, one?: string, other?: string) => {
    const value = values[name];
    if (value === undefined) return place;
    if (one === undefined) return String(value);
    return (value === 1 ? one : other) ?? "";
  });
}
