import type { Client } from "#lib/db/pool.ts";
import { tendFloods } from "#lib/flood/watch.ts";
import { tendIncidents } from "#lib/incident/tend.ts";
import { tendInhibitions } from "#lib/inhibition/tend.ts";
import { tendMaintenance } from "#lib/maintenance/tend.ts";

/** Of whichever process asks first: the others have nothing to do this second. */
const LOCK = 4_720_001;

/**
 * What the clock brings to pass beyond single alerts, each second, in a transaction of its own: incidents, symptoms,
 * maintenance windows, floods. All of it looks at what is stored, so that a second that was missed loses nothing.
 */
export async function tendSituation(client: Client, now: number): Promise<void> {
  const { rows } = await client.query<{ mine: boolean }>({
    name: "situation-lock",
    text: "SELECT pg_try_advisory_xact_lock($1) AS mine",
    values: [LOCK],
  });
  if (!rows[0]?.mine) return;
  await tendMaintenance(client, now);
  await tendInhibitions(client, now);
  await tendIncidents(client, now);
  await tendFloods(client, now);
}
