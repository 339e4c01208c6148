import { STALE_PERIODS } from "#lib/asset/model.ts";

/** Small steps of clocks and networks must not paint a fresh value grey: nothing is stale before this age. */
const LEAST_MS = 10_000;

/** When a value becomes stale, ms by the server's clock. */
export function staleAt(time: number, periodS: number): number {
  return time + Math.max(LEAST_MS, STALE_PERIODS * periodS * 1_000);
}
