import type { RecordsPayload } from "#lib/protocol.ts";

/** Counts of one type, and when a record of it last changed, ms. */
export function ofType({ counts, newest }: RecordsPayload, type: string) {
  const mine = counts.filter((count) => count.type === type);
  const changed = newest.filter((record) => record.type === type).map((record) => record.changedAt);
  return { counts: mine, changedAt: changed.length > 0 ? Math.max(...changed) : undefined };
}

export function total(counts: readonly { count: number }[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}
