import { join, resolve } from "node:path";
import { accountOf, readerUrl, settingOf } from "#ingest/demo/departments/account.ts";
import * as departments from "#ingest/demo/departments/index.ts";
import type { Config, Setting } from "#lib/config.ts";
import type { BrokerUse } from "./broker.ts";
import type { DatabaseUse } from "./database.ts";
import { childEnv, passedOn } from "./environment.ts";
import { type Paths, ROOT } from "./paths.ts";
import type { Secrets } from "./secrets.ts";
import { isServing, probed, programService } from "./services.ts";
import type { Service } from "./supervise/service.ts";

type Uses = {
  config: Config;
  paths: Paths;
  secrets: Secrets;
  database: DatabaseUse;
  broker: BrokerUse;
  ingestPort: number;
};

/** Our own programs, each with the settings and rights that it needs and no more. */
export function programs(uses: Uses): {
  ingest: Service;
  demo: Service;
  realtime: Service;
  backup: Service | undefined;
} {
  const { config, paths, secrets, database, broker, ingestPort } = uses;
  const { logs } = paths;
  const passed = { ...passedOn(config, paths.data), INGEST_PORT: ingestPort };
  const local = config.HOST && config.HOST !== "0.0.0.0" && config.HOST !== "::" ? config.HOST : "127.0.0.1";
  const web = `${config.TLS ? "https" : "http"}://${local.includes(":") ? `[${local}]` : local}:${config.PORT}`;
  const { BACKUP_TO, BACKUP_AT, BACKUP_KEEP, BACKUP_KEY_FILE } = config;
  const { adminUrl } = database;
  return {
    backup:
      BACKUP_TO && adminUrl
        ? programService({
            name: "backup",
            script: "deploy/backup/main.ts",
            heapMb: 512,
            logs,
            env: childEnv(process.env, {
              ...passed,
              DATABASE_URL: adminUrl,
              BACKUP_TO,
              BACKUP_AT,
              BACKUP_KEEP,
              ...(BACKUP_KEY_FILE && { BACKUP_KEY_FILE }),
            }),
            // Nothing waits for it.
            ready: () => Promise.resolve(),
          })
        : undefined,
    ingest: programService({
      name: "ingest",
      script: "ingest/main.ts",
      heapMb: 1_024,
      logs,
      env: {
        ...childEnv(process.env, {
          ...passed,
          DATABASE_URL: database.ownerUrl,
          ...(broker.ingestUrl ? { MQTT_URL: broker.ingestUrl } : entranceOf(config, broker)),
          VAPID_PRIVATE_KEY: config.VAPID_PRIVATE_KEY ?? secrets.vapid,
        }),
        ...demoReaders(database.demoUrl),
      },
      ready: probed({
        what: "ingest",
        log: join(logs, "ingest.log"),
        ok: isServing(`http://127.0.0.1:${ingestPort}/health`),
      }),
    }),
    demo: programService({
      name: "demo",
      script: "ingest/demo/main.ts",
      heapMb: 512,
      logs,
      env: childEnv(process.env, {
        ...passed,
        DATABASE_URL: database.ownerUrl,
        MQTT_URL: broker.demoUrl,
        DEMO_MQTT_URL: broker.demoUrl,
        ...(database.demoUrl && { DEMO_DATABASE_URL: database.demoUrl }),
      }),
      // The wall does not wait for it.
      ready: () => Promise.resolve(),
    }),
    realtime: programService({
      name: "realtime",
      script: "realtime/main.ts",
      heapMb: 1_024,
      logs,
      env: childEnv(process.env, {
        ...passed,
        DATABASE_URL: database.webUrl,
        AUTH_SECRET: config.AUTH_SECRET ?? secrets.auth,
      }),
      ready: probed({
        what: "The wall's server",
        log: join(logs, "realtime.log"),
        ok: isServing(`${web}/api/health`),
      }),
    }),
  };
}

/** Where ingest lets devices in. */
function entranceOf(config: Config, { place }: BrokerUse): Partial<Record<Setting, string | number>> {
  const { MQTT_BIND, MQTT_TLS, MQTT_TLS_PORT, MQTT_TLS_BIND } = config;
  const sealed = MQTT_TLS && { MQTT_TLS: resolve(ROOT, MQTT_TLS), MQTT_TLS_PORT, MQTT_TLS_BIND };
  return { MQTT_BIND, ...(place && { MQTT_PORT: place.port }), ...sealed };
}

/** Read-only addresses of the demo's departmental databases, under the names by which their feeds ask for them. */
function demoReaders(owner: string | undefined): Record<string, string> {
  if (!owner) return {};
  return Object.fromEntries(
    Object.values(departments).map((d) => [settingOf(d), readerUrl(owner, accountOf(owner, d))]),
  );
}
