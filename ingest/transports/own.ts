import type { Run, Worker } from "../feeds/feed.ts";
import { backoffMs, orStopped, pause } from "./backoff.ts";

export type OwnReading = { seriesId: number; value: number };

/** Looks at the program itself again and again and stores what it finds like the readings of any device. */
export function lookAgain(run: Run, everyMs: number, look: () => Promise<OwnReading[]>): Worker {
  const stopping = new AbortController();
  const { signal } = stopping;
  const last = loop(run, everyMs, look, signal);
  return {
    async stop() {
      stopping.abort();
      await last;
    },
  };
}

async function loop(
  run: Run,
  everyMs: number,
  look: () => Promise<OwnReading[]>,
  signal: AbortSignal,
): Promise<void> {
  for (let failed = 0; !signal.aborted; ) {
    try {
      await store(run, await look(), signal);
      failed = 0;
      run.report("live");
      await pause(everyMs, signal);
    } catch (error) {
      if (signal.aborted) return;
      run.report("retrying", (error as Error).message);
      await pause(backoffMs(failed++), signal);
    }
  }
}

async function store({ feed, world }: Run, found: OwnReading[], signal: AbortSignal): Promise<void> {
  if (found.length === 0) return;
  const time = Date.now();
  const settled = new Promise<"committed" | Error>((settle) => {
    world.sink.add({
      feedId: feed.id,
      received: found.length,
      readings: found.map(({ seriesId, value }) => ({ seriesId, time, value, quality: 0 })),
      positions: [],
      records: [],
      errors: [],
      graded: 0,
      settle,
    });
  });
  const result = await orStopped(settled, signal);
  if (result !== "committed") throw result;
}
