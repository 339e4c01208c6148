import type { Display, Priority } from "#lib/alert/model.ts";
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

/**
 * By the most urgent alert that nobody has acknowledged, then the worse, then the one that grew last.
 * @param waiting the priority of that alert, by incident; where the alerts have not come, that it waits is known
 */
export function byNeed(waiting: ReadonlyMap<number, Priority>): (a: IncidentRow, b: IncidentRow) => number {
  const need = (row: IncidentRow) =>
    waiting.get(row.id) ?? ((row.counts.new ?? 0) + (row.counts.returned ?? 0) > 0 ? (row.worst ?? 4) : 5);
  return (a, b) => need(a) - need(b) || (a.worst ?? 5) - (b.worst ?? 5) || b.newestAt - a.newestAt;
}
