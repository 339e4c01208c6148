import { openPool } from "#lib/db/pool.ts";
import { SPEED_LIMITS, scenarios } from "#lib/scenario/model.ts";
import { startScenario } from "#lib/scenario/sql.ts";
import { SetupFault } from "./fault.ts";

/** A scenario that the demo is to play from the start on. */
export type Story = { id: string; speed: number | undefined };

/** `--scenario` and `--speed` as they were written. @throws SetupFault that names what there is */
export function storyFrom(id: string | undefined, speedText: string | undefined): Story | undefined {
  if (id === undefined) {
    if (speedText === undefined) return undefined;
    throw new SetupFault("--speed says how fast a scenario is played.", "Name it too: --scenario lu-11-2025");
  }
  if (!scenarios.some((each) => each.id === id)) {
    throw new SetupFault(
      `There is no scenario "${id}".`,
      `Known: ${scenarios.map((each) => each.id).join(", ")}.`,
    );
  }
  const speed = speedText === undefined ? undefined : Number(speedText);
  if (speed !== undefined && !(speed >= SPEED_LIMITS.min && speed <= SPEED_LIMITS.max)) {
    const { min, max } = SPEED_LIMITS;
    throw new SetupFault(
      `--speed "${speedText}" is not possible.`,
      `Story hours per real hour, ${min} to ${max}.`,
    );
  }
  return { id, speed };
}

export async function beginStory(databaseUrl: string, story: Story): Promise<void> {
  const pool = openPool(databaseUrl, 1);
  try {
    await startScenario(pool, { ...story, by: "cli", now: Date.now() });
  } finally {
    await pool.end();
  }
}
