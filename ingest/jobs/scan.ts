import type { Pool } from "#lib/db/pool.ts";
import { createScans, type Scans } from "../scan.ts";
import type { Job } from "./job.ts";

const scans = new WeakMap<Pool, Scans>();

export default {
  id: "scan",
  title: {
    vi: "Xét quy tắc theo nhóm, dự báo, hồ sơ, chất lượng",
    en: "Looking at groups, forecasts, records, quality",
  },
  everyMs: 5_000,
  async run({ pool, now, signal }) {
    const mine = scans.get(pool) ?? createScans(pool);
    scans.set(pool, mine);
    const { verdicts, problems } = await mine.round(now(), signal);
    // Each rests for a minute after it: the log hears of it as often.
    if (problems.length > 0) throw new Error(`rules that could not be scanned: ${problems.join("; ")}`);
    return verdicts > 0 ? `${verdicts} verdicts` : undefined;
  },
} satisfies Job;
