import { isTransient } from "#lib/db/tx.ts";
import type { Log } from "#lib/log.ts";

const EVERY_MS = 1_000;

/**
 * Once a second, never two at once; a round missed while the database is away is not made up for.
 * @param round one transaction; what it returns is called after the commit
 */
export function startTicks(
  round: (now: number) => Promise<() => void>,
  log: Log,
): { close(): Promise<void> } {
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let running = tick();

  async function tick(): Promise<void> {
    try {
      (await round(Date.now()))();
    } catch (error) {
      if (!isTransient(error)) log.error({ err: error }, "the watch could not look at the clock");
    }
    if (!closed) {
      timer = setTimeout(() => {
        running = tick();
      }, EVERY_MS);
    }
  }

  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
