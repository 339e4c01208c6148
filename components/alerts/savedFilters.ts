import { MOST_SAVED, type SavedFilters } from "#lib/preference/model.ts";

/** Names of filters are told apart as a person reads them. */
export const NO_FILTERS: SavedFilters = { saved: [], usual: null };

/** Keeps a filter under a name; one of that name is replaced. null: no more fit, or the name is none. */
export function keep(filters: SavedFilters, name: string, query: string): SavedFilters | null {
  const called = name.trim().slice(0, 60);
  const others = filters.saved.filter((one) => one.name !== called);
  if (called === "" || others.length >= MOST_SAVED) return null;
  return { ...filters, saved: [...others, { name: called, query }].sort(byName) };
}

/** null: there is one of that name already. */
export function rename(filters: SavedFilters, from: string, to: string): SavedFilters | null {
  const called = to.trim().slice(0, 60);
  if (called === "" || filters.saved.some((one) => one.name === called && called !== from)) return null;
  const saved = filters.saved.map((one) => (one.name === from ? { ...one, name: called } : one)).sort(byName);
  return { ...filters, saved, usual: filters.usual === from ? called : filters.usual };
}

export function drop(filters: SavedFilters, name: string): SavedFilters {
  const saved = filters.saved.filter((one) => one.name !== name);
  return { ...filters, saved, usual: filters.usual === name ? null : filters.usual };
}

/** The one that the desk opens with; a second time: none. */
export function makeUsual(filters: SavedFilters, name: string): SavedFilters {
  return { ...filters, usual: filters.usual === name ? null : name };
}

/** What the desk opens with: the usual one, else the last, wherever that was. */
export function opening(filters: SavedFilters, last: string): string {
  return filters.saved.find((one) => one.name === filters.usual)?.query ?? last;
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name, "vi");
}
