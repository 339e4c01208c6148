import { recordEach } from "#lib/alert/record.ts";
import { publish } from "#lib/db/bus.ts";
import type { Client } from "#lib/db/pool.ts";
import { gatherIn, INCIDENT_JOB } from "./group.ts";
import { closeFinished, lockStray, stopGathering } from "./sql/gather.ts";

/** What the clock sees to: strays find their incident, finished ones are closed. */
export async function tendIncidents(client: Client, now: number, limit = 500): Promise<void> {
  await stopGathering(client, now);
  await recordEach(client, await gatherIn(client, await lockStray(client, now, limit)));
  if ((await closeFinished(client, now, INCIDENT_JOB)) > 0) {
    await publish(client, "incident", [JSON.stringify({ changed: "incident" })]);
  }
}
