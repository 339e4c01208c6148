import { openAlerts } from "#lib/alert/sql.ts";
import { FEED, response } from "#lib/alert/testing.ts";
import type { Client, Db } from "#lib/db/pool.ts";
import type { TestDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import type { Position, Reading } from "#lib/reading/model.ts";
import type { RuleInput } from "#lib/rule/model.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import type { ZoneInput } from "#lib/zone/model.ts";
import { createWatch, type Unheard } from "../watch.ts";

/** A timeline for acceptance tests: seconds from T0, a clock that is set by hand, transactions as the sink makes them. */
export const T0 = Date.UTC(2025, 10, 19, 1);

export class Rollback extends Error {}

export function openStage(db: TestDatabase) {
  let now = T0;
  let watch = createWatch({ pool: db.pool, clock: () => now });

  /** As the sink does: readings, newest values, judgement, commit, then what follows the commit. */
  async function store(readings: readonly Reading[], fail = false): Promise<void> {
    const landed = tx(db.pool, async (client) => {
      await keepReadings(client, readings);
      await keepNewest(client, readings);
      const after = await watch.judge(client, readings, now);
      if (fail) throw new Rollback();
      return after;
    });
    (await landed)();
  }

  /** The same for positions. */
  async function storePositions(positions: readonly Position[], fail = false): Promise<void> {
    const landed = tx(db.pool, async (client) => {
      await keepNewestPositions(client, positions);
      const after = await watch.judge(client, [], now, positions);
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
    storePositions,
    /** One position at the given second. */
    async see(
      seconds: number,
      assetId: number,
      [lon, lat]: readonly [number, number],
      more: { at?: number; quality?: number; speed?: number } = {},
    ) {
      this.set(seconds);
      const time = more.at === undefined ? now : T0 + more.at * 1000;
      const { speed = 20, quality = 0 } = more;
      await storePositions([{ assetId, time, lon, lat, speed, course: null, quality }]);
    },
    async tick(seconds: number, held?: ReadonlySet<string>, unheard?: Unheard) {
      this.set(seconds);
      (await tx(db.pool, (client) => watch.tick(client, now, held, unheard)))();
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
      await db.pool.query(
        "TRUNCATE alert_event, alert, rule_state, latest, threshold_set, reading, latest_position, position",
      );
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

async function keepReadings(client: Client, readings: readonly Reading[]): Promise<void> {
  for (const { seriesId, time, value, quality } of readings) {
    await client.query(
      `INSERT INTO reading (series_id, time, value, quality) VALUES ($1, $2, $3, $4)
       ON CONFLICT (series_id, time) DO UPDATE SET value = excluded.value, quality = excluded.quality`,
      [seriesId, new Date(time), value, quality],
    );
  }
}

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

async function keepNewestPositions(client: Client, positions: readonly Position[]): Promise<void> {
  for (const { assetId, time, lon, lat, speed, quality } of positions) {
    await client.query(
      `INSERT INTO latest_position AS l (asset_id, time, arrived, lon, lat, speed, quality)
       VALUES ($1, $2, $2, $3, $4, $5, $6)
       ON CONFLICT (asset_id) DO UPDATE SET time = $2, arrived = $2, lon = $3, lat = $4, speed = $5, quality = $6
       WHERE l.time < $2`,
      [assetId, new Date(time), lon, lat, speed, quality],
    );
  }
}

/** @returns the ids of vessels of one feed, which speaks each 10 s */
export async function seedVessels(db: Db, count: number, feed = "vessels"): Promise<number[]> {
  await db.query(
    `INSERT INTO feed (id, kind, name_vi, name_en, period_s) VALUES ($1, 'mqtt', 'Tàu cá', 'Vessels', 10)`,
    [feed],
  );
  await db.query("INSERT INTO feed_status (feed_id) VALUES ($1)", [feed]);
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO asset (key, kind, name_vi, name_en, feed_id)
     SELECT 'tau-' || n, 'vessel', 'Tàu ' || n, 'Vessel ' || n, $2 FROM generate_series(1, $1) n RETURNING id`,
    [count, feed],
  );
  return rows.map((row) => row.id);
}

/** A square of 0.2° around a middle. */
export function squareZone(
  id: string,
  kind: string,
  [lon, lat]: readonly [number, number],
  more: Partial<ZoneInput> = {},
): ZoneInput {
  const [west, east, south, north] = [lon - 0.1, lon + 0.1, lat - 0.1, lat + 0.1];
  const ring: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const shape = { type: "Polygon" as const, coordinates: [ring] };
  return {
    ...{
      id,
      kind,
      nameVi: id,
      nameEn: id,
      shape,
      validFrom: "2020-01-01",
      source: "kiểm thử",
      simulated: true,
    },
    ...more,
  };
}
