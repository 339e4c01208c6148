import { recordEach } from "#lib/alert/record.ts";
import { publish } from "#lib/db/bus.ts";
import type { Client } from "#lib/db/pool.ts";
import { hide } from "./hide.ts";
import { lockCovered, lockUncovered, turnWindows } from "./sql/hide.ts";
import { MAINTENANCE_JOB } from "./sql.ts";

/** Starts and ends windows, and brings the alerts that are open to what runs now: so many a second. */
export async function tendMaintenance(client: Client, now: number, limit = 500): Promise<void> {
  if (await turnWindows(client, now)) {
    await publish(client, "incident", [JSON.stringify({ changed: "maintenance" })]);
  }
  const covered = (await lockCovered(client, limit)).filter(({ until }) => until > now);
  await recordEach(
    client,
    covered.map(({ order, until, ...alert }) => hide(alert, { id: alert.id, order, until }, { at: now })),
  );
  const over = await lockUncovered(client, limit);
  await recordEach(
    client,
    over.map((alert) => ({
      alert,
      event: { type: "maintenance_ended", reason: "expired", at: now, actor: MAINTENANCE_JOB },
    })),
  );
}
