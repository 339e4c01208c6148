import { publish } from "#lib/db/bus.ts";
import type { Db, Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { type ScenarioRefusal, type ScenarioRun, SPEED_LIMITS, scenarioById } from "./model.ts";

type Row = {
  run: number;
  scenario: string;
  started_at: Date;
  speed: number;
  started_by: string;
  ended_at: Date | null;
};

type Outcome = { ok: true; run: ScenarioRun } | { ok: false; reason: ScenarioRefusal };

/**
 * Starts a scenario and ends the one that runs; tells the bus (channel `scenario`) and the audit.
 * @param by actor as the audit writes it: `user:<id>`, `cli`
 */
export async function startScenario(
  pool: Pool,
  order: { id: string; speed?: number; by: string; now: number },
): Promise<Outcome> {
  const scenario = scenarioById(order.id);
  if (!scenario) return { ok: false, reason: "unknown_scenario" };
  const speed = order.speed ?? scenario.speed;
  if (!(speed >= SPEED_LIMITS.min && speed <= SPEED_LIMITS.max))
    return { ok: false, reason: "invalid_speed" };
  return tx(pool, async (db) => {
    // Two starters at once: the second waits and takes the first one's place.
    await db.query("LOCK TABLE demo_scenario IN SHARE ROW EXCLUSIVE MODE");
    await endRunning(db, order);
    const { rows } = await db.query<Row>(
      `INSERT INTO demo_scenario (scenario, started_at, speed, started_by) VALUES ($1, $2, $3, $4) RETURNING *`,
      [scenario.id, new Date(order.now), speed, order.by],
    );
    await tell(db, { by: order.by, action: "scenario.start", id: scenario.id, detail: { speed } });
    return { ok: true, run: runOf(rows[0] as Row) };
  });
}

/** Ends the running scenario. The province returns to its everyday state within half an hour. */
export async function stopScenario(pool: Pool, order: { by: string; now: number }): Promise<Outcome> {
  return tx(pool, async (db) => {
    const ended = await endRunning(db, order);
    if (!ended) return { ok: false, reason: "nothing_running" };
    await tell(db, { by: order.by, action: "scenario.stop", id: ended.scenario, detail: {} });
    return { ok: true, run: ended };
  });
}

/** The scenario that plays now, or null. */
export async function runningScenario(db: Db): Promise<ScenarioRun | null> {
  const { rows } = await db.query<Row>("SELECT * FROM demo_scenario WHERE ended_at IS NULL");
  return rows[0] ? runOf(rows[0]) : null;
}

/** Runs that were still playing at or after a time (ms), oldest first. */
export async function runsSince(db: Db, since: number): Promise<ScenarioRun[]> {
  const { rows } = await db.query<Row>(
    "SELECT * FROM demo_scenario WHERE ended_at IS NULL OR ended_at >= $1 ORDER BY started_at",
    [new Date(since)],
  );
  return rows.map(runOf);
}

/** How far a part of the demo has told its story, ms; undefined before the first time. */
export async function demoMark(db: Db, name: string): Promise<number | undefined> {
  const { rows } = await db.query<{ at: Date }>("SELECT at FROM demo_mark WHERE name = $1", [name]);
  return rows[0]?.at.getTime();
}

export async function setDemoMark(db: Db, name: string, at: number): Promise<void> {
  await db.query(
    "INSERT INTO demo_mark (name, at) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET at = excluded.at",
    [name, new Date(at)],
  );
}

/** Which version of the demo province the register holds; undefined when it never held one. */
export async function demoSeed(db: Db): Promise<string | undefined> {
  const { rows } = await db.query<{ version: string }>(
    "SELECT value ->> 'version' AS version FROM setting WHERE key = 'demo'",
  );
  return rows[0]?.version;
}

export async function setDemoSeed(db: Db, version: string): Promise<void> {
  await db.query(
    `INSERT INTO setting (key, value) VALUES ('demo', jsonb_build_object('version', $1::text))
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`,
    [version],
  );
}

async function endRunning(db: Db, order: { by: string; now: number }): Promise<ScenarioRun | null> {
  const { rows } = await db.query<Row>(
    `UPDATE demo_scenario SET ended_at = greatest($1::timestamptz, started_at), ended_by = $2
     WHERE ended_at IS NULL RETURNING *`,
    [new Date(order.now), order.by],
  );
  return rows[0] ? runOf(rows[0]) : null;
}

async function tell(
  db: Db,
  what: { by: string; action: string; id: string; detail: Record<string, unknown> },
): Promise<void> {
  await db.query("INSERT INTO audit (actor, action, object, detail) VALUES ($1, $2, $3, $4)", [
    what.by,
    what.action,
    `scenario:${what.id}`,
    what.detail,
  ]);
  await publish(db, "scenario", [what.id]);
}

function runOf(row: Row): ScenarioRun {
  return {
    run: row.run,
    scenario: row.scenario,
    startedAt: row.started_at.getTime(),
    speed: row.speed,
    startedBy: row.started_by,
    endedAt: row.ended_at?.getTime() ?? null,
  };
}
