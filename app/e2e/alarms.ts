import type { Priority } from "#lib/alert/model.ts";
import { record, recordSignals } from "#lib/alert/record.ts";
import { openFolds } from "#lib/alert/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { database } from "./station.ts";

/** Alerts without a sensor behind them, raised and ended as a rule would. */
const RULE = "thu-ban-truc";

/** The rule behind them; and so many at once are no flood, which would turn every desk to incidents. */
export async function rule(): Promise<void> {
  const pool = database();
  const calm = JSON.stringify({ minutes: 10, begin: 1_000, end: 500 });
  await pool.query(
    "INSERT INTO setting (key, value) VALUES ('flood', $1) ON CONFLICT (key) DO UPDATE SET value = $1",
    [calm],
  );
  await upsertRule(pool, {
    id: RULE,
    kind: "threshold",
    nameVi: "Thử bàn trực",
    nameEn: "Desk trial",
    params: { levels: [{ id: "cao", priority: 2, value: 1e9 }] },
    target: { metric: "water_level" },
    priority: 2,
    response: { cause: "thử", consequence: "thử", action: "nghe", minutes: 5, owner: "Trực ban" },
  });
  await pool.end();
}

/** Whatever rings already, from other stories, is taken by somebody. */
export async function quiet(): Promise<void> {
  const pool = database();
  for (const { id } of await openFolds(pool)) {
    const event = { type: "acknowledged" as const, at: Date.now() };
    await tx(pool, (client) => record(client, { alertId: id, event, actor: "job:e2e" }));
  }
  await pool.end();
}

export async function raise(key: string, priority: Priority): Promise<void> {
  await say(key, { type: "raised", at: Date.now(), priority, level: "cao", value: 2, limit: 1, peak: 2 });
}

export async function over(key: string): Promise<void> {
  await say(key, { type: "withdrawn", at: Date.now(), reason: "rule_disabled" });
}

type Verdict = Parameters<typeof recordSignals>[1][number]["verdicts"][number];

async function say(key: string, verdict: Verdict): Promise<void> {
  const origin = {
    ruleId: RULE,
    object: `asset:${key}`,
    seriesId: null,
    assetId: null,
    feedId: null,
    simulated: false,
    latched: false,
    agencyId: null,
    causeGroup: null,
  };
  const pool = database();
  await tx(pool, (client) => recordSignals(client, [{ origin, actor: `rule:${RULE}`, verdicts: [verdict] }]));
  await pool.end();
}
