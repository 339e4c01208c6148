import type { Display } from "#lib/alert/model.ts";
import type { Language } from "#lib/i18n/model.ts";
import type { FirstOut, IncidentRow } from "#lib/incident/model.ts";

/** What asks for somebody first, what is over last. */
const ORDER: readonly Display[] = [
  "new",
  "returned",
  "taken",
  "to_close",
  "pending",
  "suppressed",
  "shelved",
  "maintenance",
  "closed",
];

export function countsOf({ counts }: IncidentRow): { display: Display; count: number }[] {
  return ORDER.flatMap((display) => {
    const count = counts[display] ?? 0;
    return count > 0 ? [{ display, count }] : [];
  });
}

export function firstOutName(first: FirstOut, language: Language): string {
  const [object, title] =
    language === "vi" ? [first.objectVi, first.titleVi] : [first.objectEn, first.titleEn];
  return object ? `${object}: ${title}` : title;
}

/** Ringing first, then the worse, then the one that grew last. */
export function byNeed(a: IncidentRow, b: IncidentRow): number {
  return (
    Number((b.counts.new ?? 0) > 0) - Number((a.counts.new ?? 0) > 0) ||
    (a.worst ?? 5) - (b.worst ?? 5) ||
    b.newestAt - a.newestAt
  );
}
