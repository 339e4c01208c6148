import { join, resolve } from "node:path";

/** The folder of the source tree. */
export const ROOT = resolve(import.meta.dirname, "../..");

export type Paths = ReturnType<typeof pathsOf>;

/** Where everything lives below a data folder. */
export function pathsOf(dataDir: string) {
  const data = resolve(ROOT, dataDir);
  return {
    data,
    cluster: join(data, "cluster"),
    broker: join(data, "broker"),
    logs: join(data, "logs"),
    secrets: join(data, "secrets.json"),
    run: join(data, "run.json"),
    reserve: join(data, "reserve"),
    lock: join(data, "start.lock"),
    /** Write-ahead log on its way to the store, files being sealed, trial restores. */
    backup: join(data, "backup"),
    backupKey: join(data, "backup.key"),
  };
}

/** The private prefix of Debian programs: shared by every data folder of this tree unless RUNTIME_DIR says else. */
export function runtimeDir(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(ROOT, env.RUNTIME_DIR ?? ".data/runtime");
}
