import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "#deploy/local/ports.ts";
import { type OwnCluster, ownCluster } from "#deploy/local/testing/throwaway.ts";
import { type SmallDisk, smallDisk } from "#deploy/local/testing/tmpfs.ts";
import { type Load, steadyLoad } from "#ingest/entrance/testing.ts";
import { addDevice, addFeed, addSeries, type IngestProcess, startIngest } from "#ingest/testing.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";

const FEEDS = ["c0", "c1", "c2", "c3"];
const SERIES = 60;
/** Series of one publisher; times of two never meet in one series. */
const SHARE = 10;
const PER_SECOND = 300;
const DISK_MB = 3_072;
const EARLY = new URL("../../ingest/entrance/testing-early.ts", import.meta.url).href;

export type Scene = {
  cluster: OwnCluster;
  pool: Pool;
  /** Only when the plan fills it. */
  disk: SmallDisk | undefined;
  ingests: IngestProcess[];
  loads: Load[];
  /** A fresh process in the place, and at the address, of the one that was killed. */
  restart(index: number): Promise<void>;
  publish(more?: { perSecond: number; window: number }): Load;
  close(): Promise<void>;
};

/** @param early answers devices before the commit: what the programme must find */
export async function openScene({ onDisk, early }: { onDisk: boolean; early: boolean }): Promise<Scene> {
  const disk = onDisk ? await smallDisk(DISK_MB) : undefined;
  const folder = disk && join(disk.folder, "data");
  if (folder) await mkdir(folder);
  const cluster = await ownCluster("lasting", folder);
  const pool = openPool(cluster.url, 3);
  const ports = [await freePort("127.0.0.1"), await freePort("127.0.0.1")];
  const start = (index: number) =>
    startIngest({
      ...{ DATABASE_URL: cluster.url, MQTT_PORT: `${ports[index]}`, LOG_LEVEL: "warn" },
      ...(early && { NODE_OPTIONS: `--import ${EARLY}` }),
    });
  const ingests = [await start(0)];
  for (const id of FEEDS) {
    await addFeed(pool, { id });
    await addSeries(pool, { feed: id, prefix: `${id}-`, count: SERIES, metric: "sequence" });
  }
  await addDevice(pool, "device", FEEDS);
  ingests.push(await start(1));
  const loads: Load[] = [];
  const publish = ({ perSecond, window } = { perSecond: PER_SECOND, window: 300 }) => {
    const mine = loads.length;
    const load = steadyLoad({
      at: { host: "127.0.0.1", port: ports[mine % 2] as number },
      ...{ account: "device", version: mine % 2 ? 5 : 4, perSecond, window, first: mine * 10_000_000 },
      topicOf: (n) => {
        const feed = FEEDS[n % FEEDS.length];
        return `ioc/${feed}/${feed}-${(mine * SHARE + (n % SHARE)) % SERIES}/sequence`;
      },
    });
    loads.push(load);
    return load;
  };
  return {
    ...{ cluster, pool, disk, ingests, loads, publish },
    async restart(index) {
      ingests[index] = await start(index);
    },
    async close() {
      await Promise.all(ingests.map((ingest) => ingest.kill()));
      await pool.end().catch(() => {});
      await cluster.remove();
      await disk?.remove();
    },
  };
}
