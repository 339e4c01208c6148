import { join } from "node:path";
import type { Config } from "#lib/config.ts";
import { migrate } from "#lib/db/migrate.ts";
import { openPool } from "#lib/db/pool.ts";
import { prepareCluster } from "./cluster/cluster.ts";
import { DATABASE, databaseUrl, editionOf, prepareDatabases } from "./cluster/databases.ts";
import { SetupFault } from "./fault.ts";
import type { Paths } from "./paths.ts";
import { freePort } from "./ports.ts";
import type { RunFile } from "./run-file.ts";
import type { Runtime } from "./runtime/programs.ts";
import type { Secrets } from "./secrets.ts";
import { postgresService } from "./services.ts";
import type { Service } from "./supervise/service.ts";
import { ensureTimeZones } from "./tzdata.ts";

/** Addresses of the province's database for its users; `demoUrl` may make databases of its own. */
export type DatabaseUse = {
  ownerUrl: string;
  webUrl: string;
  demoUrl?: string;
  /** The server's superuser in the province's database; only where the server is ours. */
  adminUrl?: string;
  place: RunFile["database"];
};

type Embedding = {
  paths: Paths;
  runtime(): Promise<Runtime>;
  secrets: Secrets;
  report(line: string): void;
  launch(service: Service): Promise<unknown>;
};

/** Starts the private cluster and makes accounts and database in it. */
export async function embeddedDatabase(embedding: Embedding, backedUp: boolean): Promise<DatabaseUse> {
  const { paths, secrets, report, launch } = embedding;
  await ensureTimeZones(report);
  const runtime = await embedding.runtime();
  report("starting the database");
  const cluster = await prepareCluster(
    { runtime, data: paths.data, kind: "lasting", ...(backedUp && { spool: join(paths.backup, "wal") }) },
    secrets.postgres,
  );
  const at = { host: "127.0.0.1", port: await freePort() };
  const adminUrl = databaseUrl(at, "postgres", secrets.postgres, "postgres");
  await launch(postgresService(cluster, { port: at.port, log: join(paths.logs, "postgres.log"), adminUrl }));
  await prepareDatabases(at, secrets);
  return {
    ownerUrl: databaseUrl(at, "haidang", secrets.haidang),
    webUrl: databaseUrl(at, "haidang_web", secrets.haidang_web),
    adminUrl: databaseUrl(at, "postgres", secrets.postgres),
    demoUrl: databaseUrl(at, "demo", secrets.demo, "postgres"),
    place: { ...at, socket: cluster.socketDir, name: DATABASE, user: "haidang" },
  };
}

/** The database that DATABASE_URL names, used by every process under that one account. */
export function givenDatabase(config: Config, url: string): DatabaseUse {
  const { hostname, port, pathname, username } = new URL(url);
  const place = {
    host: hostname,
    port: Number(port || 5432),
    socket: "",
    name: pathname.slice(1),
    user: username,
  };
  return { ownerUrl: url, webUrl: url, demoUrl: config.DEMO_DATABASE_URL, place };
}

/** Brings the tables up to date; tells which TimescaleDB the server has. */
export async function migrateDatabase(url: string, report: (line: string) => void): Promise<void> {
  const edition = await editionOf(url).catch((cause) => {
    throw new SetupFault(
      "The database cannot be used.",
      "It must be reachable under DATABASE_URL and have the extension: CREATE EXTENSION timescaledb (as superuser).",
      cause,
    );
  });
  const pool = openPool(url, 2);
  try {
    const applied = await migrate(pool);
    const steps = applied.length > 0 ? `, ${applied.length} migrations applied` : "";
    report(`database ready: TimescaleDB ${edition.version} (${edition.license})${steps}`);
  } catch (cause) {
    throw new SetupFault(
      (cause as Error).message,
      "The database is unchanged. Report this with the lines above; the last version still runs on it.",
      (cause as Error).cause,
    );
  } finally {
    await pool.end();
  }
}
