import type { Happening, Verdict } from "#lib/alert/event.ts";
import type { Alert, Priority } from "#lib/alert/model.ts";
import { record, recordSignals } from "#lib/alert/record.ts";
import { floodRule, seedGauges } from "#lib/alert/testing.ts";
import type { Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { upsertRule } from "#lib/rule/sql.ts";

/** Alerts for tests of what follows from them: gauges that rise and fall at a word. */
export type Stage = Awaited<ReturnType<typeof stageOf>>;

export async function stageOf(pool: Pool, gauges: number) {
  const series = await seedGauges(pool, gauges);
  await upsertRule(pool, floodRule(series));

  type Given = Partial<Pick<Alert, "simulated" | "agencyId" | "causeGroup">>;
  const signal = (n: number, verdicts: readonly Verdict[], given: Given = {}) => {
    const seriesId = series[n] as number;
    const origin = {
      ruleId: "flood",
      object: `series:${seriesId}`,
      seriesId,
      assetId: null,
      feedId: "gauges",
      simulated: false,
      latched: false,
      agencyId: null,
      causeGroup: null,
      ...given,
    };
    return { origin, actor: "rule:flood", verdicts };
  };

  return {
    series,
    signal,
    raised: (at: number, priority: Priority = 1): Verdict => ({
      type: "raised",
      at,
      priority,
      level: `bd${4 - priority}`,
      value: 6.1,
      limit: 6,
      peak: 6.1,
    }),
    returned: (at: number): Verdict => ({ type: "returned", at, value: 5, peak: 6.4 }),
    /** @returns the id of the alert */
    async say(n: number, verdict: Verdict, given: Given = {}): Promise<number> {
      const [id] = await tx(pool, (client) => recordSignals(client, [signal(n, [verdict], given)]));
      return id as number;
    },
    act: (alertId: number, event: Happening, actor = "user:an") =>
      tx(pool, (client) => record(client, { alertId, event, actor })),
    async clear() {
      await pool.query(
        "TRUNCATE alert_event, alert, escalation_task, notification, notification_attempt, ack_link",
      );
    },
  };
}
