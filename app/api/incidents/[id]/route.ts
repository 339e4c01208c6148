import { alertsOfIncident } from "#lib/incident/sql/alerts.ts";
import { incidentEvents } from "#lib/incident/sql/journal.ts";
import { incidentById } from "#lib/incident/sql.ts";
import { scopeOf } from "#lib/user/can.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** One incident with its alerts, closed ones too, and its log. An agency sees those in which it has a part. */
export const GET = guarded<Context>("incident.see", async (_, who, { params }) => {
  const id = Number((await params).id);
  const { pool } = server();
  const scope = scopeOf(who, "incident.see");
  const incident = Number.isSafeInteger(id) ? await incidentById(pool, id, scope) : undefined;
  if (!incident) return refusal(404, "unknown_incident");
  const alerts = await alertsOfIncident(pool, id, scope);
  return Response.json({ incident, alerts, events: scope === null ? await incidentEvents(pool, id) : [] });
});
