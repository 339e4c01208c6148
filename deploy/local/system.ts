import type { Config } from "#lib/config.ts";
import { openPool } from "#lib/db/pool.ts";
import { ensureSetupToken } from "#lib/user/setup.ts";
import { overview } from "#lib/wall/overview.ts";
import { seedWall } from "#lib/wall/sql.ts";
import { type BrokerUse, embeddedBroker, ensureAccounts, givenBroker, ownEntrance } from "./broker.ts";
import { buildPages } from "./build.ts";
import { type DatabaseUse, embeddedDatabase, givenDatabase, migrateDatabase } from "./database.ts";
import { ensureFirstFeed } from "./first-feed.ts";
import { publishCommand, type Running, webAddress } from "./greeting.ts";
import type { StartOptions } from "./options.ts";
import { type Paths, runtimeDir } from "./paths.ts";
import { demandPort, freePort } from "./ports.ts";
import { programs } from "./programs.ts";
import { provision } from "./runtime/provision.ts";
import { readSecrets, type Secrets } from "./secrets.ts";
import { beginStory } from "./story.ts";
import type { Crew } from "./supervise/crew.ts";
import { outliveOrphans } from "./supervise/orphans.ts";

export type Installation = { options: StartOptions; paths: Paths; crew: Crew; report(line: string): void };
export type Started = { running: Running; database: DatabaseUse; broker: BrokerUse };

/** Starts one machine's whole installation, in order; what serves is in `crew`, also when this throws half way. */
export async function startSystem({ options, paths, crew, report }: Installation): Promise<Started> {
  const { config, demo } = options;
  await outliveOrphans(paths.run, paths.data);
  await demandPort(config.PORT, config.HOST);
  const secrets = await readSecrets(paths.secrets);
  const embedded = {
    paths,
    secrets,
    report,
    launch: crew.launch,
    runtime: () => provision(runtimeDir(), report),
  };

  const database = config.DATABASE_URL
    ? givenDatabase(config, config.DATABASE_URL)
    : await embeddedDatabase(embedded, config.BACKUP_TO !== undefined);
  await migrateDatabase(database.ownerUrl, report);
  await buildPages(report);
  const broker = await brokerOf(config, embedded);
  const setupToken = await prepareRows(embedded, database, broker);

  report(demo ? "starting ingest, the simulated province and the wall" : "starting ingest and the wall");
  const ingestPort = process.env.INGEST_PORT ? config.INGEST_PORT : await freePort();
  const all = programs({ config, paths, secrets, database, broker, ingestPort });
  await crew.launch(all.ingest);
  if (demo) await crew.launch(all.demo);
  if (options.story) await beginStory(database.ownerUrl, options.story);
  await crew.launch(all.realtime);
  if (all.backup) await crew.launch(all.backup);

  const web = webAddress({
    publicUrl: config.PUBLIC_URL,
    host: config.HOST,
    port: config.PORT,
    tls: config.TLS !== undefined,
  });
  const running = {
    web,
    mqtt: broker.shown,
    publish: broker.place && broker.device && publishCommand(broker.place, broker.device),
    device: broker.device,
    setupLink: setupToken && `${web}/setup/${setupToken}`,
    data: paths.data,
    logs: paths.logs,
    demo,
  };
  return { running, database, broker };
}

async function brokerOf(config: Config, embedded: Parameters<typeof embeddedBroker>[0]): Promise<BrokerUse> {
  if (config.MQTT_URL) return givenBroker(config, config.MQTT_URL);
  return config.BROKER === "mosquitto" ? embeddedBroker(embedded, config) : ownEntrance(embedded, config);
}

async function prepareRows(
  { secrets, paths }: { secrets: Secrets; paths: Paths },
  database: DatabaseUse,
  broker: BrokerUse,
): Promise<string | null> {
  const pool = openPool(database.ownerUrl, 1);
  try {
    if (!broker.ingestUrl) await ensureAccounts(pool, secrets, paths);
    if (broker.device) await ensureFirstFeed(pool, broker.device.user);
    await seedWall(pool, overview);
    return await ensureSetupToken(pool);
  } finally {
    await pool.end();
  }
}
