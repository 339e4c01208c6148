import { recordEach } from "#lib/alert/record.ts";
import type { Client } from "#lib/db/pool.ts";
import { suppress } from "./inhibit.ts";
import { INHIBITION_JOB, lockReleased, lockSymptoms } from "./sql.ts";

/**
 * What the clock sees to: symptoms that rang before their cause began are hidden, those that outlived it come back,
 * and ring if they still stand. So many a second, so that the end of a large outage stays bounded.
 */
export async function tendInhibitions(client: Client, now: number, limit = 500): Promise<void> {
  const symptoms = await lockSymptoms(client, limit);
  await recordEach(
    client,
    symptoms.map(({ why, source, ...alert }) => suppress(alert, { id: alert.id, why, source }, { at: now })),
  );
  const released = await lockReleased(client, limit);
  await recordEach(
    client,
    released.map((alert) => ({ alert, event: { type: "unsuppressed", at: now, actor: INHIBITION_JOB } })),
  );
}
