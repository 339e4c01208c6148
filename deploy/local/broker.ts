import { join } from "node:path";
import * as devices from "#ingest/demo/devices/index.ts";
import { DEFAULT_FEED } from "#ingest/replay/options.ts";
import type { Config } from "#lib/config.ts";
import type { Pool } from "#lib/db/pool.ts";
import { commandFilter, type DeviceAccount, deviceAccount } from "#lib/device/model.ts";
import { hashSecret, isSecret } from "#lib/device/secret.ts";
import { deviceAccounts, saveDeviceAccounts } from "#lib/device/sql.ts";
import { brokerDevice, readerAccount } from "./broker/account.ts";
import { readAccounts, writeBrokerFiles } from "./broker/files.ts";
import { findPrivilege } from "./cluster/privilege.ts";
import type { Paths } from "./paths.ts";
import { nextFreePort } from "./ports.ts";
import type { Runtime } from "./runtime/programs.ts";
import type { Secrets } from "./secrets.ts";
import { brokerService } from "./services.ts";
import type { Service } from "./supervise/service.ts";

/** Broker addresses with their logins. `place` is null for a broker that is not ours. */
export type BrokerUse = {
  /** undefined: ingest lets devices in itself, at `place`. */
  ingestUrl: string | undefined;
  demoUrl: string;
  shown: string;
  place: { host: string; port: number } | null;
  device: { user: string; password: string } | null;
};

/** The account and feed that the printed publish command uses. */
export const FIRST_DEVICE = "thietbi";

type Embedding = {
  paths: Paths;
  runtime(): Promise<Runtime>;
  secrets: Secrets;
  report(line: string): void;
  launch(service: Service): Promise<unknown>;
};

/** ingest's own entrance, with an account each for the demo's devices and a first device. */
export async function ownEntrance(
  { secrets, report }: Pick<Embedding, "secrets" | "report">,
  config: Config,
): Promise<BrokerUse> {
  const { host, port } = await placeOf(config, report);
  return { ingestUrl: undefined, ...addresses({ host, port }, secrets) };
}

/** The accounts of {@link ownEntrance} as rows, and on the first start those of a mosquitto that stood here before. */
export async function ensureAccounts(pool: Pool, secrets: Secrets, paths: Paths): Promise<void> {
  const known = new Map((await deviceAccounts(pool)).map((account) => [account.name, account]));
  const wanted = known.size === 0 ? await readAccounts(paths.broker) : [];
  const changed: DeviceAccount[] = wanted
    .filter(({ name, write }) => name !== "ingest" && write.length > 0)
    .map((account) => ({ ...account, read: [commandFilter(account.name)] }));
  for (const { name, password, feeds } of builtIn(secrets)) {
    const old = known.get(name);
    const account = deviceAccount(name, await hashSecret(password), feeds);
    const isSame = old && JSON.stringify(old.write) === JSON.stringify(account.write);
    if (!isSame || !(await isSecret(Buffer.from(password), old.hash))) changed.push(account);
  }
  const byName = new Map(changed.map((account) => [account.name, account]));
  if (byName.size > 0) await saveDeviceAccounts(pool, [...byName.values()]);
}

function builtIn(secrets: Secrets): { name: string; password: string; feeds: string[] }[] {
  return [
    { name: "demo", password: secrets.mqtt_demo, feeds: demoFeeds() },
    { name: FIRST_DEVICE, password: secrets.mqtt_thietbi, feeds: [FIRST_DEVICE] },
  ];
}

async function placeOf(config: Config, report: (line: string) => void): Promise<Place> {
  const host = config.MQTT_BIND;
  const port = await nextFreePort(config.MQTT_PORT, host);
  if (port !== config.MQTT_PORT) report(`port ${config.MQTT_PORT} is taken: devices publish to ${port}`);
  return { host, port };
}

type Place = { host: string; port: number };

function addresses({ host, port }: Place, secrets: Secrets): Omit<BrokerUse, "ingestUrl"> {
  const near = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return {
    demoUrl: `mqtt://demo:${secrets.mqtt_demo}@${near}:${port}`,
    shown: `mqtt://${near}:${port}`,
    place: { host: near, port },
    device: { user: FIRST_DEVICE, password: secrets.mqtt_thietbi },
  };
}

/** Starts mosquitto with an account each for ingest, the demo's devices and a first device. */
export async function embeddedBroker(embedding: Embedding, config: Config): Promise<BrokerUse> {
  const { paths, secrets, report, launch } = embedding;
  const runtime = await embedding.runtime();
  const { host, port } = await placeOf(config, report);
  report("starting the MQTT broker");
  const privilege = await findPrivilege([runtime.folder, paths.data]);
  const folder = paths.broker;
  await writeBrokerFiles({ folder, host, port }, privilege, [
    await readerAccount("ingest", secrets.mqtt_ingest),
    ...(await Promise.all(builtIn(secrets).map(brokerDevice))),
  ]);
  const log = join(paths.logs, "broker.log");
  await launch(brokerService({ runtime, privilege, folder, host, port, log }));
  const use = addresses({ host, port }, secrets);
  const { host: near } = use.place as Place;
  return { ingestUrl: `mqtt://ingest:${secrets.mqtt_ingest}@${near}:${port}`, ...use };
}

/** What the demo's devices may write to: the feeds they name, and that of `npm run replay`. */
function demoFeeds(): string[] {
  return [...new Set([...Object.values(devices).map((device) => device.feed), DEFAULT_FEED])];
}

/** The broker that MQTT_URL names. */
export function givenBroker(config: Config, url: string): BrokerUse {
  const { protocol, host } = new URL(url);
  return {
    ingestUrl: url,
    demoUrl: config.DEMO_MQTT_URL ?? url,
    shown: `${protocol}//${host}`,
    place: null,
    device: null,
  };
}
