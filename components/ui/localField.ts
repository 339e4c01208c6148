import { TZDate } from "@date-fns/tz";
import { format } from "date-fns";
import { TIME_ZONE } from "#lib/i18n/format.ts";

/** What a `datetime-local` field holds for a moment: the province's own time, whatever the zone of the PC. */
export function localField(ms: number): string {
  return format(new TZDate(ms, TIME_ZONE), "yyyy-MM-dd'T'HH:mm");
}

/** @returns ms since 1970; null when the field holds no moment */
export function msOfField(text: string): number | null {
  const [year, month, day, hour, minute] = text.split(/[-T:]/).map(Number);
  if (!year || !month || !day) return null;
  return new TZDate(year, month - 1, day, hour ?? 0, minute ?? 0, TIME_ZONE).getTime();
}
