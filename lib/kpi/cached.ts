import type { Pool } from "#lib/db/pool.ts";
import type { Counted } from "./model.ts";
import { count } from "./sql.ts";

const KEPT_MS = 60_000;
type Kept = { at: number; counted: Promise<Counted> };
const kept = new Map<boolean, Kept>();

/** The figures, counted at most once a minute however many look; a count that failed is not kept. */
export function counted(pool: Pool, now: number, simulated: boolean): Promise<Counted> {
  const known = kept.get(simulated);
  if (known && now - known.at < KEPT_MS && now >= known.at) return known.counted;
  const fresh = { at: now, counted: count(pool, now, simulated) };
  kept.set(simulated, fresh);
  fresh.counted.catch(() => {
    if (kept.get(simulated) === fresh) kept.delete(simulated);
  });
  return fresh.counted;
}
