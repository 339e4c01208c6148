import type { Run } from "./feeds/feed.ts";
import type { NewAssets } from "./stages/allowance.ts";
import type { Course } from "./stages/batch.ts";
import { backoffMs, pause } from "./transports/backoff.ts";

/** What the stages must know of the feed; a register that does not answer is asked until `signal` says stop. */
export function patientCourse(
  source: { sentinels: readonly number[]; newAssets: NewAssets },
  { feed, book, world }: Run,
  signal: AbortSignal,
): Course {
  return {
    feed,
    book,
    register: world.register,
    sentinels: source.sentinels,
    newAssets: source.newAssets,
    async patience(error, attempt) {
      if (signal.aborted) throw error;
      await pause(backoffMs(attempt), signal);
    },
  };
}
