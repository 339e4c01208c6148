import { access, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "#deploy/local/command.ts";
import { SetupFault } from "#deploy/local/fault.ts";
import type { Runtime } from "#deploy/local/runtime/programs.ts";
import { type ConfInput, confText, HBA_TEXT } from "./conf.ts";
import type { Privilege } from "./privilege.ts";

export type InitInput = { runtime: Runtime; folder: string; privilege: Privilege; superPassword: string };

export const isInitialised = (folder: string) =>
  access(join(folder, "PG_VERSION")).then(
    () => true,
    () => false,
  );

/** Makes the cluster beside its place and moves it there when whole: a killed initdb leaves nothing half done. */
export async function initCluster({ runtime, folder, privilege, superPassword }: InitInput): Promise<void> {
  const fresh = `${folder}.partial`;
  const passwordFile = `${folder}.password`;
  try {
    await rm(fresh, { recursive: true, force: true });
    await privilege.folder(fresh);
    await writeFile(passwordFile, superPassword, { mode: 0o600 });
    await privilege.give(passwordFile);
    const [program = runtime.initdb, ...prefix] = [...privilege.prefix("SIGTERM"), runtime.initdb];
    await run(program, [...prefix, ...initdbArgs(fresh, passwordFile)]);
    await rename(fresh, folder);
  } catch (cause) {
    throw new SetupFault(
      `The database cluster could not be made in ${folder}.`,
      "Check that the disk has room and that this user may write there, then start again.",
      cause,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function initdbArgs(folder: string, passwordFile: string): string[] {
  return [
    `--pgdata=${folder}`,
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--data-checksums",
    "--no-instructions",
  ];
}

/** Writes the server's configuration; done at each start, so that a new version of this code takes effect. */
export async function configureCluster(folder: string, privilege: Privilege, conf: ConfInput): Promise<void> {
  const own = await readFile(join(folder, "local.conf"), "utf8").catch(() => "");
  const files = { "postgresql.conf": confText(conf), "pg_hba.conf": HBA_TEXT, "local.conf": own };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text, { mode: 0o600 });
    await privilege.give(join(folder, name));
  }
}
