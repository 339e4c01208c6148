import type { Alert } from "#lib/alert/model.ts";

/** An incident that takes in alerts of a group. */
export type Gathering = { group: string; simulated: boolean; incidentId: number; newestAt: number };
export type Joining = { alert: Alert; incidentId: number };
/** Alerts that become an incident, in the order in which they rang. */
export type Opening = { group: string; simulated: boolean; alerts: readonly [Alert, Alert, ...Alert[]] };
export type Plan = { joins: Joining[]; opens: Opening[] };

type Scene = {
  newcomers: readonly Alert[];
  /** Others of their groups that stand alone. */
  peers: readonly Alert[];
  gathering: readonly Gathering[];
  windowMs: number;
};

/**
 * Which alerts belong together: what rings within the window of an incident of its group joins it; where there is
 * none, the second alert within the window of the first opens one. Simulated and real never mix.
 */
export function gather({ newcomers, peers, gathering, windowMs }: Scene): Plan {
  const plan: Plan = { joins: [], opens: [] };
  const incidentOf = new Map(gathering.map((one) => [keyOf(one), one]));
  const alone = Map.groupBy(peers, groupOf);
  for (const [key, fresh] of Map.groupBy(newcomers, groupOf)) {
    const incident = incidentOf.get(key);
    if (incident) plan.joins.push(...joining(incident, fresh, windowMs));
    else plan.opens.push(...opening([...(alone.get(key) ?? []), ...fresh], windowMs));
  }
  return plan;
}

export function keyOf({ group, simulated }: { group: string; simulated: boolean }): string {
  return `${simulated ? "s" : "r"} ${group}`;
}

function groupOf({ causeGroup, simulated }: Alert): string {
  return keyOf({ group: causeGroup ?? "", simulated });
}

function joining({ incidentId, newestAt }: Gathering, fresh: readonly Alert[], windowMs: number): Joining[] {
  const joins: Joining[] = [];
  let newest = newestAt;
  for (const alert of inOrder(fresh)) {
    if (alert.rungAt > newest + windowMs) break;
    newest = Math.max(newest, alert.rungAt);
    joins.push({ alert, incidentId });
  }
  return joins;
}

/** Back from the newest, as far as each rang within the window of the next. */
function opening(members: readonly Alert[], windowMs: number): Opening[] {
  const all = inOrder(members);
  let from = all.length - 1;
  while (from > 0 && (all[from] as Alert).rungAt - (all[from - 1] as Alert).rungAt <= windowMs) from--;
  const [first, second, ...others] = all.slice(from);
  if (!first?.causeGroup || !second) return [];
  return [{ group: first.causeGroup, simulated: first.simulated, alerts: [first, second, ...others] }];
}

function inOrder(alerts: readonly Alert[]): Alert[] {
  return [...alerts].sort((a, b) => a.rungAt - b.rungAt || a.id - b.id);
}
