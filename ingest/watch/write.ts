import type { Signal } from "#lib/alert/reconcile.ts";
import { recordSignals } from "#lib/alert/record.ts";
import { recordMissed } from "#lib/alert/sql/missed.ts";
import type { Client } from "#lib/db/pool.ts";
import { type SavedState, saveRuleStates } from "#lib/rule/sql/watch.ts";
import type { Flight } from "./flight.ts";
import { runsOf } from "./missed.ts";

/** Writes what a flight has to say: verdicts as alerts, delays under way as rule states, what came too late to ring. Nothing new, no SQL. */
export async function write(client: Client, flight: Flight, also: readonly Signal[] = []): Promise<void> {
  const signals: Signal[] = [...also];
  const states: SavedState[] = [];
  for (const object of flight.objects) {
    for (const { ruleId, version, kind, origin, state, next, verdicts } of object.entries) {
      if (verdicts.length > 0) signals.push({ origin, actor: `rule:${ruleId}`, verdicts });
      if (next !== state && kind.differs(state, next)) {
        states.push({ ruleId, object: object.key, version, state: next });
      }
    }
  }
  await recordSignals(client, signals);
  await saveRuleStates(client, states);
  await recordMissed(client, runsOf(flight));
}
