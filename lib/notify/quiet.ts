import { localOf, momentOf } from "#lib/calendar/model.ts";
import { isQuiet, type Preferences } from "./model.ts";

/** When the quiet hours that hold at a moment end; null when none do. */
export function quietUntil(preferences: Preferences, at: number): number | null {
  const { day, time } = localOf(at);
  if (!preferences.quiet || !isQuiet(preferences, time)) return null;
  const end = momentOf(day, preferences.quiet.until);
  return end > at ? end : end + 86_400_000;
}
