import { subscribe } from "#lib/db/bus.ts";
import type { Pool } from "#lib/db/pool.ts";
import type { Log } from "#lib/log.ts";
import type { ScenarioRun } from "#lib/scenario/model.ts";
import { runsSince, stopScenario } from "#lib/scenario/sql.ts";
import { DAY } from "./physics/calendar.ts";
import { endOf } from "./physics/play.ts";

/** Follows which scenario is to be played and ends the one that is told to its end. */
export type Storyteller = { close(): Promise<void> };

type Setup = {
  pool: Pool;
  url: string;
  log: Log;
  play(runs: readonly ScenarioRun[]): void;
};

/** Vessels of a slow run need as long home as they were out: see Play.remembered. */
const LOOK_BACK = 9 * DAY;
const AGAIN_MS = 5_000;

export function storyteller({ pool, url, log, play }: Setup): Storyteller {
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let looking: Promise<void> = Promise.resolve();

  function look(): void {
    looking = looking.then(read).catch((error) => {
      log.warn({ err: error }, "scenario unknown for now");
      wakeIn(AGAIN_MS);
    });
  }

  async function read(): Promise<void> {
    if (closed) return;
    const runs = await runsSince(pool, Date.now() - LOOK_BACK);
    play(runs);
    const running = runs.find((run) => run.endedAt === null);
    clearTimeout(timer);
    if (!running) return;
    const left = endOf(running) - Date.now();
    const about = { scenario: running.scenario, speed: running.speed, minutes: Math.round(left / 60_000) };
    log.info(about, left > 0 ? "playing" : "told to its end");
    if (left > 0) wakeIn(left);
    else await stopScenario(pool, { by: "job:demo", now: Date.now() });
  }

  function wakeIn(ms: number): void {
    clearTimeout(timer);
    // A timer of more than 24 days would fire at once.
    if (!closed) timer = setTimeout(look, Math.min(ms + 50, 20 * DAY));
  }

  const subscription = subscribe(url, ["scenario"], { notice: look, connected: look });
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await subscription.close();
      await looking;
    },
  };
}
