import { forgetTraces, type Trace } from "#lib/retention/sql/traces.ts";
import type { Job } from "./job.ts";

const DAY = 86_400_000;
const AT_ONCE = 5_000;
/** As long as messages: a year and a month. A proposal keeps its own copy of the trial that it was judged by. */
const DAYS: { [trace in Trace]: number } = {
  escalation_task: 400,
  missed_alarm: 400,
  change_trial: 30,
  write_mark: 1,
};

export default {
  id: "traces",
  title: { vi: "Xóa dấu vết cũ của cảnh báo", en: "Forgetting old traces of alerts" },
  everyMs: 60 * 60_000,
  async run({ pool, now, signal }) {
    const forgotten: string[] = [];
    for (const [trace, days] of Object.entries(DAYS) as [Trace, number][]) {
      let rows = 0;
      for (let gone = AT_ONCE; gone === AT_ONCE && !signal.aborted; rows += gone)
        gone = await forgetTraces(pool, trace, now() - days * DAY, AT_ONCE);
      if (rows > 0) forgotten.push(`${rows} of ${trace}`);
    }
    return forgotten.length > 0 ? `forgot ${forgotten.join(", ")}` : undefined;
  },
} satisfies Job;
