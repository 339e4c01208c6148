import { openAlerts } from "#lib/alert/sql.ts";
import { FEED, response } from "#lib/alert/testing.ts";
import type { Client } from "#lib/db/pool.ts";
import type { TestDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import type { Reading } from "#lib/reading/model.ts";
import type { RuleInput } from "#lib/rule/model.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { createWatch } from "../watch.ts";

/** A timeline for acceptance tests: seconds from T0, a clock that is set by hand, transactions as the sink makes them. */
export const T0 = Date.UTC(2025, 10, 19, 1);

export class Rollback extends Error {}

export function openStage(db: TestDatabase) {
  let now = T0;
  let watch = createWatch({ pool: db.pool, clock: () => now });

  /** As the sink does: newest values, judgement, commit, then what follows the commit. */
  async function store(readings: readonly Reading[], fail = false): Promise<void> {
    const landed = tx(db.pool, async (client) => {
      await keepNewest(client, readings);
      const after = await watch.judge(client, readings, now);
      if (fail) throw new Rollback();
      return after;
    });
    (await landed)();
  }

  return {
    load: () => watch.load(),
    /** These rules, read at T0; all of them can be judged. */
    async under(...rules: RuleInput[]) {
      for (const rule of rules) await upsertRule(db.pool, rule);
      now = T0;
      const problems = await watch.load();
      if (problems.length > 0) throw new Error(problems.join("; "));
    },
    set(seconds: number) {
      now = T0 + seconds * 1000;
    },
    reading(seriesId: number, value: number, more: { at?: number; quality?: number } = {}): Reading {
      const time = more.at === undefined ? now : T0 + more.at * 1000;
      return { seriesId, time, value, quality: more.quality ?? 0 };
    },
    store,
    /** One reading each at the given second. */
    async hear(
      seconds: number,
      seriesId: number,
      value: number,
      more: { at?: number; quality?: number } = {},
    ) {
      this.set(seconds);
      await store([this.reading(seriesId, value, more)]);
    },
    async tick(seconds: number, held?: ReadonlySet<string>) {
      this.set(seconds);
      (await tx(db.pool, (client) => watch.tick(client, now, held)))();
    },
    /** A clock that ticks from one second to another. */
    async ticks(from: number, to: number) {
      for (let second = from; second <= to; second++) await this.tick(second);
    },
    async restart() {
      watch = createWatch({ pool: db.pool, clock: () => now });
      await watch.load();
    },
    stats: () => watch.stats(),
    judge: (client: Client, readings: readonly Reading[]) => watch.judge(client, readings, now),
    /** What the desk shows, briefly. */
    async open() {
      const alerts = await openAlerts(db.pool);
      return alerts
        .map(({ object, process, response, level }) => `${object} ${process} ${response} ${level}`)
        .sort();
    },
    /** The log of all alerts, in the order in which it was written: `second type level`. */
    async log(): Promise<string[]> {
      const { rows } = await db.pool.query<{ at: Date; type: string; level: string | null }>(
        "SELECT at, type, data->>'level' AS level FROM alert_event ORDER BY alert_id, seq",
      );
      return rows.map((row) => [(row.at.getTime() - T0) / 1000, row.type, row.level ?? ""].join(" ").trim());
    },
    async clear() {
      await db.pool.query("TRUNCATE alert_event, alert, rule_state, latest, threshold_set");
      await db.pool.query("DELETE FROM rule");
      await db.pool.query("UPDATE feed_status SET last_stored_at = NULL");
      await db.pool.query("UPDATE feed SET enabled = true");
      await db.pool.query("INSERT INTO latest (series_id) SELECT id FROM series");
    },
  };
}

export function silence(more: Partial<RuleInput> = {}): RuleInput {
  return {
    id: "silent-series",
    kind: "silence",
    nameVi: "Mất dữ liệu",
    nameEn: "No data",
    params: { periods: 3 },
    target: { metric: "water_level" },
    priority: 3,
    response,
    ...more,
  };
}
export const feedSilence = silence({
  id: "silent-feed",
  target: { every: "feed" },
  params: { seconds: 20 },
  priority: 2,
});

async function keepNewest(client: Client, readings: readonly Reading[]): Promise<void> {
  for (const { seriesId, time, value, quality } of readings) {
    await client.query(
      `UPDATE latest SET time = $2, arrived = $2, value = $3, quality = $4
       WHERE series_id = $1 AND (time IS NULL OR time < $2)`,
      [seriesId, new Date(time), value, quality],
    );
  }
  await client.query("UPDATE feed_status SET last_stored_at = $2 WHERE feed_id = $1", [
    FEED,
    new Date(Math.max(...readings.map((r) => r.time))),
  ]);
}
