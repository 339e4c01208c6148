import { join } from "node:path";
import * as devices from "#ingest/demo/devices/index.ts";
import { DEFAULT_FEED } from "#ingest/replay/options.ts";
import type { Config } from "#lib/config.ts";
import { deviceAccount, readerAccount } from "./broker/account.ts";
import { writeBrokerFiles } from "./broker/files.ts";
import { findPrivilege } from "./cluster/privilege.ts";
import type { Paths } from "./paths.ts";
import { nextFreePort } from "./ports.ts";
import type { Runtime } from "./runtime/programs.ts";
import type { Secrets } from "./secrets.ts";
import { brokerService } from "./services.ts";
import type { Service } from "./supervise/service.ts";

/** Broker addresses with their logins. `place` is null for a broker that is not ours. */
export type BrokerUse = {
  ingestUrl: string;
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

/** Starts mosquitto with an account each for ingest, the demo's devices and a first device. */
export async function embeddedBroker(embedding: Embedding, config: Config): Promise<BrokerUse> {
  const { paths, secrets, report, launch } = embedding;
  const runtime = await embedding.runtime();
  const host = config.MQTT_BIND;
  const port = await nextFreePort(config.MQTT_PORT, host);
  if (port !== config.MQTT_PORT) report(`port ${config.MQTT_PORT} is taken: the MQTT broker uses ${port}`);
  report("starting the MQTT broker");
  const privilege = await findPrivilege([runtime.folder, paths.data]);
  const folder = paths.broker;
  await writeBrokerFiles({ folder, host, port }, privilege, [
    readerAccount("ingest", secrets.mqtt_ingest),
    deviceAccount("demo", secrets.mqtt_demo, demoFeeds()),
    deviceAccount(FIRST_DEVICE, secrets.mqtt_thietbi, [FIRST_DEVICE]),
  ]);
  const log = join(paths.logs, "broker.log");
  await launch(brokerService({ runtime, privilege, folder, host, port, log }));
  const near = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const login = (user: string, password: string) => `mqtt://${user}:${password}@${near}:${port}`;
  return {
    ingestUrl: login("ingest", secrets.mqtt_ingest),
    demoUrl: login("demo", secrets.mqtt_demo),
    shown: `mqtt://${near}:${port}`,
    place: { host: near, port },
    device: { user: FIRST_DEVICE, password: secrets.mqtt_thietbi },
  };
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
