import { setTimeout as sleep } from "node:timers/promises";
import { familyOf, freeze } from "#deploy/local/testing/freeze.ts";
import { lockTable } from "#deploy/local/testing/lock-table.ts";
import { eventually } from "#ingest/testing.ts";
import { machineText } from "../machine.ts";
import { type FaultKind, orderOf, type Plan, randomOf } from "./plan.ts";
import { openScene, type Scene } from "./scene.ts";
import { openWatch } from "./watch.ts";

/** Longer than a lease outlives a process that stands still (5 s). */
const FREEZE_MS = 8_000;
const CALM_MS = 2_000;
const FULL_MS = 10_000;
const FLOOD_MS = 5_000;

export type FaultResult = {
  kind: FaultKind;
  lasted_ms: number;
  /**
   * From the fault to the first word of it in the pulse or a health answer; null: none until it was over.
   * A kill does not wait for calm, so its figure may be of the fault before and says nothing.
   */
  told_ms: number | null;
  /** For how long a device had had no PUBACK by then: a full disk stores for a while what needs no new room. */
  silent_ms: number | null;
  /** From its end until readings are acknowledged again. */
  back_ms: number;
};

export type ChaosResult = {
  machine: string;
  seed: number;
  seconds: number;
  sent: number;
  acknowledged: number;
  refused: number;
  /** Acknowledged and not stored. */
  lost: number;
  /** Stored more than once. */
  doubled: number;
  /** Rows that say a reading was refused or corrected: there is no reason for one. */
  complaints: number;
  faults: FaultResult[];
};

type Options = { plan: Plan; seed: number; early?: boolean; report?: (line: string) => void };

/** Breaks a whole ingest in the order of the seed while devices publish, then counts what they were promised. */
export async function chaos({ plan, seed, early = false, report = () => {} }: Options): Promise<ChaosResult> {
  const random = randomOf(seed);
  const order = orderOf(plan, random);
  const scene = await openScene({ onDisk: (plan.counts.disk_full ?? 0) > 0, early });
  const watch = openWatch(scene);
  const startedAt = Date.now();
  try {
    scene.publish();
    scene.publish();
    await progress(scene);
    const faults: FaultResult[] = [];
    for (const kind of order) {
      await sleep(200 + random() * 800);
      // What is told is then told of this fault, not of the one before.
      if (!kind.startsWith("kill")) await eventually(() => watch.wellFor() > CALM_MS, 60_000);
      watch.forget();
      const from = Date.now();
      await FAULTS[kind](scene, plan, random);
      const until = Date.now();
      await progress(scene);
      const told = watch.firstDeaf();
      const result = {
        ...{ kind, lasted_ms: until - from, back_ms: Date.now() - until },
        ...{ told_ms: told && told.at - from, silent_ms: told?.silentMs ?? null },
      };
      faults.push(result);
      report(`${faults.length}/${order.length} ${JSON.stringify(result)}`);
    }
    await Promise.all(scene.loads.map((load) => load.stop()));
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    return { machine: await machineText(scene.pool), seed, seconds, ...(await recount(scene)), faults };
  } finally {
    await watch.close();
    await scene.close();
  }
}

/** Both steady publishers are answered again. */
async function progress({ loads }: Scene): Promise<void> {
  const steady = loads.slice(0, 2);
  const before = steady.map(({ acknowledged }) => acknowledged.size);
  await eventually(
    () => steady.every(({ acknowledged }, i) => acknowledged.size > (before[i] as number) + 50),
    120_000,
  );
}

async function recount({ pool, loads }: Scene) {
  const { rows } = await pool.query<{ n: number }>("SELECT value AS n FROM reading");
  const found = new Set(rows.map(({ n }) => n));
  const complaints = await pool.query(
    `SELECT reason FROM feed_error UNION ALL SELECT 'corrected' FROM reading_correction UNION ALL
     SELECT 'unaccounted' FROM feed_status WHERE received <> stored + duplicates + corrected + refused`,
  );
  const sum = (of: (load: Scene["loads"][number]) => number) => loads.reduce((all, one) => all + of(one), 0);
  return {
    sent: sum((one) => one.sent()),
    acknowledged: sum((one) => one.acknowledged.size),
    refused: sum((one) => one.refused.size),
    lost: sum((one) => [...one.acknowledged].filter((n) => !found.has(n)).length),
    doubled: rows.length - found.size,
    complaints: complaints.rows.length,
  };
}

type Fault = (scene: Scene, plan: Plan, random: () => number) => Promise<void>;

const FAULTS: Record<FaultKind, Fault> = {
  async kill_ingest({ ingests, restart }, _plan, random) {
    const which = random() < 0.5 ? 0 : 1;
    await ingests[which]?.kill();
    await sleep(random() * 500);
    await restart(which);
  },
  async kill_database({ cluster }, _plan, random) {
    await cluster.kill();
    await sleep(random() * 500);
    await cluster.start();
  },
  async kill_all({ cluster, ingests, restart }, _plan, random) {
    await Promise.all([cluster.kill(), ...ingests.map((ingest) => ingest.kill())]);
    await sleep(random() * 500);
    await cluster.start();
    await Promise.all([restart(0), restart(1)]);
  },
  async freeze_ingest({ ingests }, _plan, random) {
    const thaw = freeze(ingests[random() < 0.5 ? 0 : 1]?.pid as number);
    await sleep(FREEZE_MS).finally(thaw);
  },
  async freeze_database({ cluster }) {
    const thaw = freeze(...(await familyOf(cluster.pid())));
    await sleep(FREEZE_MS).finally(thaw);
  },
  async lock_reading({ pool }, { lockS }) {
    const giveBack = await lockTable(pool, "reading");
    await sleep(lockS * 1_000).finally(giveBack);
  },
  /** The server ends when its log finds no room, and cannot recover before there is some. */
  async disk_full({ disk, cluster, pool }) {
    await disk?.fill();
    await sleep(FULL_MS);
    await disk?.empty();
    await eventually(() => pool.query("SELECT"), 10_000).catch(async () => {
      await cluster.kill();
      await cluster.start();
    });
  },
  /** Faster than can be stored: whoever is not read waits. */
  async overflow({ publish }) {
    const flood = publish({ perSecond: 50_000, window: 30_000 });
    await sleep(FLOOD_MS);
    await flood.stop();
  },
  async database_away({ cluster }, { awayS }) {
    await cluster.kill();
    await sleep(awayS * 1_000);
    await cluster.start();
  },
};
