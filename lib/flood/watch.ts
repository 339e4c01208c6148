import { publish } from "#lib/db/bus.ts";
import type { Client } from "#lib/db/pool.ts";
import type { FloodLimits } from "./model.ts";
import { makeReport } from "./report.ts";
import { endFlood, floodLimits, type Pace, pace, startFlood, updateFlood } from "./sql/watch.ts";

const FLOOD_JOB = "job:flood";

/**
 * Begins and ends floods; call it each second. By the clock of writing: data that come late, all at once, flood the
 * room when they come. At its end each flood is reported, in the same transaction.
 */
export async function tendFloods(client: Client, now: number): Promise<void> {
  const limits = await floodLimits(client);
  for (const one of await pace(client, now, limits.minutes)) {
    if (await turn(client, one, { now, limits })) {
      await publish(client, "incident", [JSON.stringify({ changed: "flood" })]);
    }
  }
}

type Moment = { now: number; limits: FloodLimits };

/** Above `begin` it begins, below `end` it ends; in between it stays as it is. @returns whether anything changed */
async function turn(client: Client, one: Pace, { now, limits }: Moment): Promise<boolean> {
  const { simulated, rate, floodId, lastRate } = one;
  if (floodId === null) {
    return rate > limits.begin && startFlood(client, { simulated, now, rate, by: FLOOD_JOB });
  }
  const isOver = rate < limits.end;
  if (rate === lastRate && !isOver) return false;
  await updateFlood(client, { id: floodId, rate, now, minutes: limits.minutes });
  if (isOver) {
    await endFlood(client, floodId, now);
    await makeReport(client, floodId, limits.minutes);
  }
  return true;
}
