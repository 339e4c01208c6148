import { join } from "node:path";
import { freePort } from "#deploy/local/ports.ts";
import { testBroker } from "#deploy/local/testing/broker.ts";
import { ownCluster } from "#deploy/local/testing/throwaway.ts";
import { addDevice, addFeed, eventually, startIngest } from "#ingest/testing.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { makeSeries } from "../sql.ts";

export const METRIC = "bench_value";
const FEED = "bench";
const ACCOUNT = "bench";
const TLS = join(import.meta.dirname, "../../ingest/entrance/testing-tls");

/** A database and an ingest of its own, and where its devices publish. */
export type Road = {
  name: "broker" | "entrance";
  pool: Pool;
  url: string;
  /** The same with TLS, where there is such a way. */
  sealedUrl: string | null;
  topics: string[];
  close(): Promise<void>;
};

/** mosquitto between devices and ingest, or ingest's own entrance; everything else is alike. */
export async function openRoad(name: Road["name"], series: number): Promise<Road> {
  const cluster = await ownCluster();
  const broker = name === "broker" ? await testBroker() : undefined;
  const sealedPort = await freePort();
  const way: Record<string, string> = broker
    ? { MQTT_URL: broker.url }
    : { MQTT_TLS: TLS, MQTT_TLS_PORT: `${sealedPort}`, MQTT_TLS_BIND: "127.0.0.1" };
  const ingest = await startIngest({ DATABASE_URL: cluster.url, LOG_LEVEL: "warn", ...way });
  const pool = openPool(cluster.url, 2);
  await addFeed(pool, { id: FEED });
  await makeSeries(pool, { feedId: FEED, prefix: "b", count: series, metric: METRIC });
  const brokerUrl = await broker?.addDevice(ACCOUNT, [FEED]);
  if (!broker) await addDevice(pool, ACCOUNT, [FEED]);
  await eventually(async () => {
    const { rows } = await pool.query("SELECT state FROM feed_status WHERE feed_id = $1", [FEED]);
    return rows[0]?.state === "live";
  }, 60_000);
  const login = `${ACCOUNT}:${ACCOUNT}@`;
  return {
    name,
    pool,
    url: brokerUrl ?? `mqtt://${login}${ingest.mqtt.host}:${ingest.mqtt.port}`,
    sealedUrl: broker ? null : `mqtts://${login}127.0.0.1:${sealedPort}`,
    topics: Array.from(
      { length: series },
      (_, i) => `ioc/${FEED}/b${String(i + 1).padStart(5, "0")}/${METRIC}`,
    ),
    async close() {
      await ingest.kill();
      await pool.end();
      await Promise.all([broker?.remove(), cluster.remove()]);
    },
  };
}
