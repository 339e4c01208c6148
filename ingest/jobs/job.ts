import type { Pool } from "#lib/db/pool.ts";

export type JobContext = {
  pool: Pool;
  now(): number;
  /** Long jobs look at it between their transactions. */
  signal: AbortSignal;
};

/** Work that recurs. Every ingest process runs every job: a job takes what locks it needs to share or skip work. */
export type Job = {
  id: string;
  title: { vi: string; en: string };
  everyMs: number;
  /**
   * One round, in short transactions of its own; must bear being killed between any two of them.
   * @returns what it did, for the log; undefined when there was nothing to do
   */
  run(context: JobContext): Promise<string | undefined>;
};
