import { silenceMs } from "#lib/reading/gap.ts";

/** When a value becomes stale, ms by the server's clock. */
export function staleAt(time: number, periodS: number): number {
  return time + silenceMs(periodS);
}
