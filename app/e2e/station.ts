import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import mqtt from "mqtt";
import { publish } from "#lib/db/bus.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";

type Running = { web: string; mqtt: string; setupLink: string | null; data: string };
type RunFile = { database: { host: string; port: number; name: string }; pids: { [name: string]: number } };

/** The system under test, as its start said. */
export const running: Running = JSON.parse(process.env.E2E_RUNNING ?? "{}");
const secrets = () => JSON.parse(readFileSync(join(running.data, "secrets.json"), "utf8"));
export const runFile = (): RunFile => JSON.parse(readFileSync(process.env.E2E_RUN_FILE ?? "", "utf8"));

export const FEED = "thietbi";

/** The first device of an installation, publishing as its owner would. */
export async function device() {
  const client = await mqtt.connectAsync(running.mqtt, { username: FEED, password: secrets().mqtt_thietbi });
  return {
    say: (asset: string, metric: string, value: number) =>
      client.publishAsync(`ioc/${FEED}/${asset}/${metric}`, JSON.stringify({ v: value, t: Date.now() }), {
        qos: 1,
      }),
    end: () => client.endAsync(),
  };
}

/** The owner's database account, to write what an engineer would set up as rows. */
export function database(): Pool {
  const { host, port, name } = runFile().database;
  return openPool(`postgresql://haidang:${secrets().haidang}@${host}:${port}/${name}`, 2);
}

/** What an engineer does at /feeds, for devices that have spoken before. */
export async function confirmDevices(...keys: string[]): Promise<void> {
  const pool = database();
  await expect
    .poll(async () => {
      const { rowCount } = await pool.query("UPDATE asset SET status = 'confirmed' WHERE key = ANY($1)", [
        keys,
      ]);
      return rowCount;
    })
    .toBe(keys.length);
  await tx(pool, (client) => publish(client, "config", [JSON.stringify({ changed: "asset" })]));
  await pool.end();
}
