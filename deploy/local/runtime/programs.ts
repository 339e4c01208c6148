import { join } from "node:path";

export type Runtime = ReturnType<typeof runtimeAt>;

/** The programs of an unpacked private prefix. */
export function runtimeAt(folder: string) {
  const bin = join(folder, "usr/lib/postgresql/17/bin");
  return {
    folder,
    postgres: join(bin, "postgres"),
    initdb: join(bin, "initdb"),
    psql: join(bin, "psql"),
    pgDump: join(bin, "pg_dump"),
    pgRestore: join(bin, "pg_restore"),
    pgBaseBackup: join(bin, "pg_basebackup"),
    mosquitto: join(folder, "usr/sbin/mosquitto"),
    mosquittoPub: join(folder, "usr/bin/mosquitto_pub"),
  };
}
