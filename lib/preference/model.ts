import { z } from "zod";

export const MOST_SAVED = 40;
const query = z.string().max(1_000);
const name = z.string().trim().min(1).max(60);

/** Filters of the desk as they stand in its address. `usual`: the name of the one that the desk opens with. */
const filters = z
  .strictObject({
    saved: z.array(z.strictObject({ name, query })).max(MOST_SAVED),
    usual: name.nullable(),
  })
  .refine(({ saved }) => new Set(saved.map((one) => one.name)).size === saved.length, "two of one name");
export type SavedFilters = z.infer<typeof filters>;

/** The filter that was used last, apart from the kept ones: two open desks do not overwrite each other's list. */
const last = z.strictObject({ query });

/** `volume`: 0 to 1. */
const sound = z.strictObject({ volume: z.number().min(0).max(1) });

/** Every preference there is, and what it may hold. */
export const PREFERENCES = { "desk.filters": filters, "desk.last": last, "desk.sound": sound } as const;
export type PreferenceKey = keyof typeof PREFERENCES;
export type PreferenceOf<K extends PreferenceKey> = z.infer<(typeof PREFERENCES)[K]>;

export function isPreferenceKey(key: string): key is PreferenceKey {
  return Object.hasOwn(PREFERENCES, key);
}

export const MOST_PREFERENCE_BYTES = 16 * 1024;
