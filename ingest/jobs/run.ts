import type { Pool } from "#lib/db/pool.ts";
import type { Job } from "./job.ts";

export type JobRun = {
  jobs: readonly Job[];
  pool: Pool;
  now?: () => number;
  /** What a round did, and what went wrong in it; the job comes again in either case. */
  done(job: Job, what: string): void;
  failed(job: Job, error: Error): void;
};

/** Runs each job at its rhythm, never two rounds of one job at once. */
export function startJobs({ jobs, pool, now = Date.now, done, failed }: JobRun): { close(): Promise<void> } {
  const stop = new AbortController();

  async function repeat(job: Job): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        const what = await job.run({ pool, now, signal: stop.signal });
        if (what) done(job, what);
      } catch (error) {
        failed(job, error as Error);
      }
      await pause(job.everyMs, stop.signal);
    }
  }

  const loops = jobs.map(repeat);
  return {
    /** Resolves when the transaction under way of each job has ended. */
    async close() {
      stop.abort();
      await Promise.all(loops);
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}
