import type { Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import type { Width } from "#lib/reading/spans.ts";
import {
  adoptZone,
  closeMinutes,
  moveProgress,
  type Progress,
  rollBuckets,
  rollStep,
  rollupProgress,
  takeDirty,
  WIDTHS,
} from "#lib/reading/sql/rollup.ts";
import { recountRecords } from "#lib/record/sql/write.ts";
import type { Job, JobContext } from "./job.ts";

const MINUTE = 60_000;
/** How long after its end a minute stays open, so that what is a little late costs no second aggregation. */
const GRACE_MS = 10_000;
/** About 120,000 source rows at a reading a second. */
const BUCKETS_A_STEP = 2_000;
const STEP: Record<Width, { longestMs: number; bucketMs: number }> = {
  "1m": { longestMs: 6 * 60 * MINUTE, bucketMs: MINUTE },
  "1h": { longestMs: 24 * 60 * MINUTE, bucketMs: 60 * MINUTE },
  // Days are cut by the calendar: a step ends where the last closed day does.
  "1d": { longestMs: Number.POSITIVE_INFINITY, bucketMs: 24 * 60 * MINUTE },
};
const FEWEST_SERIES = 50;

export default {
  id: "rollup",
  title: { vi: "Tổng hợp phút, giờ, ngày", en: "Minute, hour and day rollups" },
  everyMs: 2_000,
  async run({ pool, now, signal }) {
    if (await tx(pool, adoptZone)) await tx(pool, recountRecords);
    await closeUntil(pool, Math.floor((now() - GRACE_MS) / MINUTE) * MINUTE);
    for (const width of WIDTHS) while (!signal.aborted && (await advance(pool, width)));
    let anew = 0;
    for (const width of WIDTHS) anew += await rollDirty({ pool, signal }, width);
    return anew > 0 ? `${anew} buckets aggregated anew` : undefined;
  },
} satisfies Job;

async function closeUntil(pool: Pool, until: number): Promise<void> {
  const { closed } = await tx(pool, (db) => rollupProgress(db, "1m"));
  if (closed < until) await tx(pool, (db) => closeMinutes(db, until));
}

/** One transaction's worth of what is closed but not aggregated. @returns whether there was any */
async function advance(pool: Pool, width: Width): Promise<boolean> {
  return tx(pool, async (db) => {
    const progress = await rollupProgress(db, width);
    if (progress.until >= progress.closed) return false;
    const { to, series } = nextStep(width, progress);
    const { until: from, afterSeries } = progress;
    const last = await rollStep(db, { width, from, to, afterSeries, series });
    const moved = last === null ? { until: to, stepUntil: null } : { until: from, stepUntil: to };
    await moveProgress(db, width, { ...moved, afterSeries: last ?? 0 });
    return true;
  });
}

function nextStep(width: Width, progress: Progress): { to: number; series: number } {
  const { longestMs, bucketMs } = STEP[width];
  const to = progress.stepUntil ?? Math.min(progress.closed, progress.until + longestMs);
  const buckets = (to - progress.until) / bucketMs;
  return { to, series: Math.max(FEWEST_SERIES, Math.floor(BUCKETS_A_STEP / buckets)) };
}

async function rollDirty(
  { pool, signal }: Pick<JobContext, "pool" | "signal">,
  width: Width,
): Promise<number> {
  let done = 0;
  while (!signal.aborted) {
    const taken = await tx(pool, async (db) => {
      const buckets = await takeDirty(db, width, BUCKETS_A_STEP);
      if (buckets.length > 0) await rollBuckets(db, width, buckets);
      return buckets.length;
    });
    done += taken;
    if (taken < BUCKETS_A_STEP) break;
  }
  return done;
}
