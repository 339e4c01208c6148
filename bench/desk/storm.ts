import { recordSignals } from "#lib/alert/record.ts";
import type { Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import type { DeskRule, DeskScene } from "./scene.ts";

/** As often as the sink commits under load, roughly. */
const EVERY_MS = 250;

/** Alerts begin one batch after another, each batch one transaction as the rule engine writes them. */
export async function storm(
  { pool, series, rules }: DeskScene,
  { alerts, seconds }: { alerts: number; seconds: number },
): Promise<void> {
  const batches = Math.ceil((seconds * 1_000) / EVERY_MS);
  const begin = Date.now();
  let raised = 0;
  for (let batch = 1; batch <= batches; batch++) {
    const until = Math.round((alerts * batch) / batches);
    const signals = series
      .slice(raised, until)
      .map((seriesId, i) => signalOf(seriesId, rules[(raised + i) % rules.length] as DeskRule));
    await tx(pool, (client) => recordSignals(client, signals));
    raised = until;
    await new Promise((done) => setTimeout(done, Math.max(0, begin + batch * EVERY_MS - Date.now())));
  }
}

function signalOf(seriesId: number, rule: DeskRule) {
  const origin = {
    ruleId: rule.id,
    object: `series:${seriesId}`,
    seriesId,
    assetId: null,
    feedId: null,
    simulated: true,
    latched: false,
    agencyId: null,
    causeGroup: `bench:${seriesId % 40}`,
  };
  const { priority } = rule;
  const standing = { priority, level: "limit", value: 7.1, limit: 7, peak: 7.1 };
  return {
    origin,
    actor: `rule:${rule.id}`,
    verdicts: [{ type: "raised" as const, at: Date.now(), ...standing }],
  };
}

/** Of all alerts that the desk lists without a filter. */
export async function openIds(pool: Pool): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>(
    "SELECT id FROM alert WHERE closed_at IS NULL AND visibility = 'shown' AND process <> 'pending'",
  );
  return rows.map(({ id }) => id);
}
