import { type Consequence, type FollowUp, type Happened, rang } from "#lib/alert/consequence.ts";
import type { Alert } from "#lib/alert/model.ts";
import type { Client } from "#lib/db/pool.ts";
import { type Gathering, gather, keyOf, type Opening } from "./gather.ts";
import { gatheringOf, groupNames, insertGathering, lockAlone, withoutDetached } from "./sql/gather.ts";

export const INCIDENT_JOB = "job:incident";

/** Alerts of one cause become one incident, in the transaction in which they begin to ring. */
export const group: Consequence = async (client, happened) => {
  const newcomers = happened.filter(begins).map(({ after }) => after);
  if (newcomers.length === 0) return [];
  return gatherIn(client, await withoutDetached(client, newcomers));
};

/** A time-out of an answer is no beginning. */
function begins(one: Happened): boolean {
  const { incidentId, causeGroup } = one.after;
  if (incidentId !== null || causeGroup === null || !rang(one)) return false;
  return one.events.some(({ type }) => type !== "unacknowledged" && type !== "attached");
}

/** Puts alerts that stand alone where they belong: into the incident of their group, or into a new one. */
export async function gatherIn(client: Client, alone: readonly Alert[]): Promise<FollowUp[]> {
  if (alone.length === 0) return [];
  const { gathering, windowMs } = await gatheringOf(client, alone);
  const taken = new Set(gathering.map(keyOf));
  const others = alone.filter(
    (a) => !taken.has(keyOf({ group: a.causeGroup ?? "", simulated: a.simulated })),
  );
  const peers = others.length > 0 ? await lockAlone(client, others, windowMs) : [];
  const { joins, opens } = gather({ newcomers: alone, peers, gathering, windowMs });
  const opened = await open(client, opens);
  return [
    ...joins.map(({ alert, incidentId }) => attach(alert, incidentId, alert.rungAt)),
    ...opens.flatMap((opening) => {
      const incident = opened.get(keyOf(opening));
      return incident === undefined ? [] : opening.alerts.map((a) => attach(a, incident, a.rungAt));
    }),
  ];
}

/** @returns their incidents by key: ours, or the one that another transaction opened first */
async function open(client: Client, openings: readonly Opening[]): Promise<Map<string, number>> {
  if (openings.length === 0) return new Map();
  const names = await groupNames(client, openings);
  const mine = await insertGathering(client, openings, { names, by: INCIDENT_JOB });
  const missed = openings.filter((opening) => !mine.some((one) => keyOf(one) === keyOf(opening)));
  const theirs: readonly Pick<Gathering, "group" | "simulated" | "incidentId">[] =
    missed.length > 0
      ? (
          await gatheringOf(
            client,
            missed.map(({ alerts: [first] }) => first),
          )
        ).gathering
      : [];
  return new Map([...mine, ...theirs].map((one) => [keyOf(one), one.incidentId]));
}

function attach(alert: Alert, incident: number, at: number): FollowUp {
  return { alert, event: { type: "attached", incident, at, actor: INCIDENT_JOB } };
}
