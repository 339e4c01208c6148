import type { AlertRow } from "#lib/alert/model.ts";

/** A text as it is looked in: with its marks, and without. */
type Key = { marked: string; plain: string };
export type Search = (row: AlertRow) => boolean;

/** Typed without marks a name is found all the same ("binh nghi" is Bình Nghi); typed with marks, only with these. */
export function searchFor(text: string): Search {
  const words = text.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = words.map(
    (word) => ({ word, field: withoutMarks(word) === word ? "plain" : "marked" }) as const,
  );
  return (row) => {
    const keys = keysOf(row);
    return wanted.every(({ word, field }) => keys.some((key) => key[field].includes(word)));
  };
}

/** Rows share the texts that they name, so each is prepared once and not at every keystroke. */
function keysOf(row: AlertRow): Key[] {
  const keys = [keyOf(row.titleVi), keyOf(row.titleEn)];
  if (row.asset) keys.push(keyOfThing(row.asset, [row.asset.nameVi, row.asset.nameEn, row.asset.key]));
  if (row.feed) keys.push(keyOfThing(row.feed, [row.feed.nameVi, row.feed.nameEn]));
  return keys;
}

const things = new WeakMap<object, Key>();
function keyOfThing(thing: object, texts: readonly string[]): Key {
  const known = things.get(thing);
  if (known) return known;
  const key = makeKey(texts.join(" "));
  things.set(thing, key);
  return key;
}

/** Titles are those of the rules: few. */
const titles = new Map<string, Key>();
function keyOf(title: string): Key {
  const known = titles.get(title);
  if (known) return known;
  const key = makeKey(title);
  titles.set(title, key);
  return key;
}

function makeKey(text: string): Key {
  const marked = text.normalize("NFC").toLowerCase();
  return { marked, plain: withoutMarks(marked) };
}

function withoutMarks(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
}
