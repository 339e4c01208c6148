import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { freePort } from "#deploy/local/ports.ts";
import type { Pool } from "#lib/db/pool.ts";
import { deviceAccount } from "#lib/device/model.ts";
import { hashSecret } from "#lib/device/secret.ts";
import { saveDeviceAccounts } from "#lib/device/sql.ts";
import type { Feed } from "#lib/feed/model.ts";
import { saveFeed } from "#lib/feed/sql.ts";

export type IngestProcess = {
  pid: number;
  /** Its own HTTP, http://127.0.0.1:… */
  url: string;
  /** Where devices come in, without MQTT_URL. */
  mqtt: { host: string; port: number };
  log(): string;
  /** kill -9 */
  kill(): Promise<void>;
  /** SIGTERM. @returns the exit code */
  stop(): Promise<number | null>;
};

const STARTED_MS = 60_000;

/** The real program in a process of its own. */
export async function startIngest(env: Record<string, string>): Promise<IngestProcess> {
  const [port, mqttPort] = [await freePort("127.0.0.1"), await freePort("127.0.0.1")];
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts")], {
    env: { ...process.env, NODE_ENV: "production", INGEST_PORT: `${port}`, MQTT_PORT: `${mqttPort}`, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const url = `http://127.0.0.1:${port}`;
  let log = "";
  const keep = (text: Buffer) => {
    log = (log + text.toString()).slice(-100_000);
    if (process.env.TEST_LOG) process.stderr.write(text);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const exited = new Promise<number | null>((done) => child.once("exit", done));
  await eventually(() => {
    if (child.exitCode !== null) throw new Fatal(`ingest ended:\n${log}`);
    return fetch(`${url}/health`).then(() => true);
  }, STARTED_MS);
  return {
    pid: child.pid as number,
    url,
    mqtt: { host: "127.0.0.1", port: Number(env.MQTT_PORT ?? mqttPort) },
    log: () => log,
    kill: () => end(child, "SIGKILL").then(() => {}),
    stop: () => end(child, "SIGTERM"),
  };

  function end(process: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
    if (process.exitCode === null && process.signalCode === null) process.kill(signal);
    return exited;
  }
}

/** What no waiting will heal. */
export class Fatal extends Error {}

/** Waits until the check holds; its last error, or what it gave, says why it never did. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  ms = 20_000,
): Promise<Exclude<T, false | undefined>> {
  const until = Date.now() + ms;
  for (;;) {
    let last: unknown;
    try {
      last = await check();
      if (last) return last as Exclude<T, false | undefined>;
    } catch (error) {
      if (error instanceof Fatal) throw error;
      last = error;
    }
    if (Date.now() > until) throw new Error(`not within ${ms} ms; at last: ${last}`);
    await sleep(50);
  }
}

export async function addFeed(pool: Pool, feed: Partial<Feed> & { id: string }): Promise<void> {
  await saveFeed(pool, {
    kind: "mqtt",
    nameVi: feed.id,
    nameEn: feed.id,
    agencyId: null,
    config: {},
    periodS: 60,
    unknownAsset: "refuse",
    simulated: false,
    enabled: true,
    ...feed,
  });
}

/** Confirmed assets `<prefix>0…`, each with a series of the metric. */
export async function addSeries(
  pool: Pool,
  { feed, prefix, count, metric }: { feed: string; prefix: string; count: number; metric: string },
): Promise<void> {
  await pool.query(
    `WITH made AS (
       INSERT INTO asset (key, kind, name_vi, name_en, feed_id)
       SELECT $2 || i, 'gauge', $2 || i, $2 || i, $1 FROM generate_series(0, $3 - 1) AS i RETURNING id)
     INSERT INTO series (asset_id, metric_id, feed_id, period_s) SELECT id, $4, $1, 60 FROM made`,
    [feed, prefix, count, metric],
  );
}

/** An account of the entrance that may write to these feeds; its password is its name. */
export async function addDevice(pool: Pool, name: string, feeds: readonly string[]): Promise<void> {
  await saveDeviceAccounts(pool, [deviceAccount(name, await hashSecret(name), feeds)]);
}

/** mqtt:// with that account's login. */
export const deviceUrl = ({ mqtt: at }: IngestProcess, name: string) =>
  `mqtt://${name}:${name}@${at.host}:${at.port}`;

export type Publisher = {
  /** Resolves at the broker's PUBACK: from then on the message is the broker's. */
  publish(topic: string, payload: string | Buffer): Promise<void>;
  close(): Promise<void>;
};

export async function openPublisher(url: string, options: IClientOptions = {}): Promise<Publisher> {
  const client: MqttClient = await mqtt.connectAsync(url, { protocolVersion: 4, ...options });
  client.on("error", () => {});
  return {
    async publish(topic, payload) {
      await client.publishAsync(topic, payload, { qos: 1 });
    },
    close: () => client.endAsync(true),
  };
}
