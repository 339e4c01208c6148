import { z } from "zod";
import type { Change } from "#lib/alert/event.ts";
import type { Alert } from "#lib/alert/model.ts";
import { recordEach } from "#lib/alert/record.ts";
import { record as audit } from "#lib/audit/sql.ts";
import { publish } from "#lib/db/bus.ts";
import type { Client } from "#lib/db/pool.ts";
import type { IncidentRefusal } from "./model.ts";
import {
  endIncident,
  insertIncident,
  type Locked,
  lockIncidents,
  lockMembers,
  lockThese,
  membersOf,
  mergeInto,
  renameIncident,
} from "./sql/edit.ts";
import { tellIncident } from "./sql/journal.ts";

const name = z.string().trim().min(1).max(200);
const alertIds = z.array(z.int().positive()).min(1).max(5_000);

/** What staff may do to an incident. */
export const incidentAskSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("attach"), alertIds }),
  z.strictObject({ type: z.literal("detach"), alertIds }),
  z.strictObject({ type: z.literal("rename"), nameVi: name, nameEn: name.optional() }),
  z.strictObject({ type: z.literal("merge"), into: z.int().positive() }),
  z.strictObject({ type: z.literal("close"), note: z.string().trim().min(1).max(2_000) }),
]);
export type IncidentAsk = z.infer<typeof incidentAskSchema>;
export const newIncidentSchema = z.strictObject({ nameVi: name, nameEn: name.optional(), alertIds });
export type NewIncident = z.infer<typeof newIncidentSchema>;

export type Doer = { actor: string; now: number };
type Outcome = { id: number } | { reason: IncidentRefusal };

/** An incident of alerts that somebody chose: it takes in nothing by itself. */
export async function openByHand(client: Client, wish: NewIncident, doer: Doer): Promise<Outcome> {
  const alerts = await lockThese(client, wish.alertIds);
  const [first] = alerts;
  if (!first || alerts.length < wish.alertIds.length) return { reason: "unknown_alert" };
  if (alerts.some(({ simulated }) => simulated !== first.simulated)) return { reason: "mixed_simulation" };
  const id = await insertIncident(client, {
    nameVi: wish.nameVi,
    nameEn: wish.nameEn ?? wish.nameVi,
    simulated: first.simulated,
    openedAt: Math.min(...alerts.map(({ raisedAt }) => raisedAt)),
    by: doer.actor,
  });
  await tellIncident(client, { incidentId: id, at: doer.now, actor: doer.actor, change: { type: "opened" } });
  await move(client, alerts, { type: "attached", incident: id }, doer);
  await tell(client, id, doer, { type: "opened", ...wish });
  return { id };
}

/** Alerts are locked before their incidents, as rules do: two writers never wait for each other. */
export async function editIncident(
  client: Client,
  id: number,
  ask: IncidentAsk,
  doer: Doer,
): Promise<Outcome> {
  const { alerts, incidents } = await lockFor(client, id, ask);
  const incident = incidents.find((one) => one.id === id);
  if (!incident) return { reason: "unknown_incident" };
  if (incident.closedAt !== null) return { reason: "incident_closed" };
  const other = ask.type === "merge" ? incidents.find((one) => one.id === ask.into) : undefined;
  const reason = await change(client, { incident, other, alerts, ask, doer });
  if (reason) return { reason };
  await tell(client, id, doer, ask);
  return { id };
}

type Held = { alerts: Alert[]; incidents: Locked[] };

/** What may have joined between the two locks is not waited for with them in hand: all is let go and taken anew. */
async function lockFor(client: Client, id: number, ask: IncidentAsk, tries = 10): Promise<Held> {
  await client.query("SAVEPOINT edit");
  const alerts = await alertsOf(client, id, ask);
  const incidents = await lockIncidents(client, ask.type === "merge" ? [id, ask.into] : [id]);
  if (ask.type !== "merge" || (await membersOf(client, id)) === alerts.length) return { alerts, incidents };
  if (tries === 0) throw new Error(`incident ${id} grows faster than it can be locked`);
  await client.query("ROLLBACK TO SAVEPOINT edit");
  return lockFor(client, id, ask, tries - 1);
}

function alertsOf(client: Client, id: number, ask: IncidentAsk): Promise<Alert[]> {
  if (ask.type === "attach" || ask.type === "detach") return lockThese(client, ask.alertIds);
  return ask.type === "merge" ? lockMembers(client, id) : Promise.resolve([]);
}

type Scene = { incident: Locked; other?: Locked; alerts: Alert[]; ask: IncidentAsk; doer: Doer };

async function change(
  client: Client,
  { incident, other, alerts, ask, doer }: Scene,
): Promise<IncidentRefusal | null> {
  const { id } = incident;
  const told = { incidentId: id, at: doer.now, actor: doer.actor };
  switch (ask.type) {
    case "attach":
      if (alerts.length < ask.alertIds.length) return "unknown_alert";
      if (alerts.some(({ simulated }) => simulated !== incident.simulated)) return "mixed_simulation";
      await move(client, alerts, { type: "attached", incident: id }, doer);
      return null;
    case "detach":
      if (alerts.some(({ incidentId }) => incidentId !== id) || alerts.length < ask.alertIds.length) {
        return "other_incident";
      }
      await move(client, alerts, { type: "detached", incident: id }, doer);
      return null;
    case "rename": {
      const names = { nameVi: ask.nameVi, nameEn: ask.nameEn ?? ask.nameVi };
      await renameIncident(client, id, names);
      await tellIncident(client, { ...told, change: { type: "renamed", ...names } });
      return null;
    }
    case "merge":
      return merge(client, { incident, other, alerts, doer });
    case "close":
      await endIncident(client, { id, at: doer.now, by: doer.actor, note: ask.note });
      await tellIncident(client, { ...told, change: { type: "closed", note: ask.note } });
      return null;
  }
}

/** All its alerts go over, and what would have joined it joins the other from now on. */
async function merge(
  client: Client,
  { incident, other, alerts, doer }: Omit<Scene, "ask">,
): Promise<IncidentRefusal | null> {
  if (!other) return "unknown_incident";
  if (other.id === incident.id) return "same_incident";
  if (other.closedAt !== null) return "incident_closed";
  if (other.simulated !== incident.simulated) return "mixed_simulation";
  await move(client, alerts, { type: "attached", incident: other.id }, doer);
  await mergeInto(client, { id: incident.id, into: other.id, at: doer.now, by: doer.actor });
  const told = { at: doer.now, actor: doer.actor };
  const [from, into] = [incident.id, other.id];
  await tellIncident(client, { ...told, incidentId: from, change: { type: "merged", into } });
  await tellIncident(client, { ...told, incidentId: into, change: { type: "merged", from } });
  return null;
}

async function move(
  client: Client,
  alerts: readonly Alert[],
  change: Change,
  { actor, now }: Doer,
): Promise<void> {
  await recordEach(
    client,
    alerts.map((alert) => ({ alert, event: { ...change, at: now, actor } })),
  );
}

async function tell(
  client: Client,
  id: number,
  { actor }: Doer,
  ask: object & { type: string },
): Promise<void> {
  const { type, ...detail } = ask;
  await audit(client, { actor, action: `incident.${type}`, object: `incident:${id}`, detail });
  await publish(client, "incident", [JSON.stringify({ ids: [id] })]);
}
