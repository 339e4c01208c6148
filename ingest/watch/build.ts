import type { Alert } from "#lib/alert/model.ts";
import { NO_VERDICTS } from "#lib/rule/kinds/kind.ts";
import type { Period } from "#lib/rule/ready.ts";
import type { SavedState } from "#lib/rule/sql/watch.ts";
import { causeGroupOf, type Working } from "#lib/rule/works.ts";
import type { Entry, Watched } from "./objects.ts";

/** What the database remembers of objects, by rule and object. */
export type Memory = { states: Map<string, SavedState>; alerts: Map<string, Alert> };

export function keyOf({ ruleId, object }: { ruleId: string; object: string }): string {
  return `${ruleId} ${object}`;
}

type Aimed = { works: Working; object: Watched; simulated: boolean; periods: readonly Period[] };

export function originOf({ works: { rule }, object, simulated }: Omit<Aimed, "periods">): Entry["origin"] {
  return {
    ruleId: rule.id,
    object: object.key,
    seriesId: object.seriesId,
    assetId: object.assetId,
    feedId: object.feedId,
    simulated: rule.simulated || simulated,
    latched: rule.latched,
    agencyId: object.belongs.agencyId,
    causeGroup: causeGroupOf(rule.groupBy, object),
  };
}

export function entryOf(aimed: Aimed, memory: Memory): Entry {
  const { rule, kind } = aimed.works;
  const entry: Entry = {
    ruleId: rule.id,
    version: rule.version,
    kind,
    origin: originOf(aimed),
    readies: aimed.periods,
    state: null,
    flown: null,
    next: null,
    verdicts: NO_VERDICTS,
    standing: false,
  };
  restore(entry, memory);
  return entry;
}

/** Brings an entry to what the database remembers of it. */
export function restore(entry: Entry, { states, alerts }: Memory): void {
  const key = keyOf(entry.origin);
  const alert = alerts.get(key) ?? null;
  const saved = states.get(key);
  entry.state = entry.kind.restore(saved?.version === entry.version ? saved.state : null, alert);
  entry.next = entry.state;
  entry.standing = alert !== null && alert.process !== "returned";
}
