export type FaultKind =
  | "kill_ingest"
  | "kill_database"
  | "kill_all"
  | "freeze_ingest"
  | "freeze_database"
  | "lock_reading"
  | "disk_full"
  | "overflow"
  | "database_away";

/** How often each fault comes, and how long the long ones last. */
export type Plan = { counts: Partial<Record<FaultKind, number>>; awayS: number; lockS: number };

export const LONG: Plan = {
  counts: {
    ...{ kill_ingest: 18, kill_database: 8, kill_all: 4, freeze_ingest: 4, freeze_database: 2 },
    ...{ lock_reading: 1, disk_full: 1, overflow: 2, database_away: 1 },
  },
  awayS: 600,
  lockS: 32,
};

/** For `npm test`. */
export const SHORT: Plan = {
  counts: { kill_ingest: 2, kill_all: 1, freeze_ingest: 1 },
  awayS: 0,
  lockS: 0,
};

/** The faults of the plan in an order that the seed alone decides. */
export function orderOf({ counts }: Plan, random: () => number): FaultKind[] {
  const kinds = Object.entries(counts).flatMap(([kind, n]) => Array<FaultKind>(n).fill(kind as FaultKind));
  return kinds
    .map((kind) => ({ kind, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ kind }) => kind);
}

/** mulberry32: the same numbers for the same seed, 0 ≤ n < 1. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
