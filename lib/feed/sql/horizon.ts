import type { Db } from "#lib/db/pool.ts";

/** How long (ms) readings and positions are kept: what is older on arrival would be dropped at once. */
export type Kept = { readingMs: number; positionMs: number };

export async function keptFor(db: Db): Promise<Kept> {
  const { rows } = await db.query<{ kind: string; ms: number }>(
    `SELECT kind, date_part('epoch', keep) * 1000 AS ms FROM retention WHERE kind IN ('reading', 'position')`,
  );
  const of = (kind: string) => rows.find((r) => r.kind === kind)?.ms ?? Number.POSITIVE_INFINITY;
  return { readingMs: of("reading"), positionMs: of("position") };
}
