import { access, chown, constants, mkdir } from "node:fs/promises";
import { run } from "#deploy/local/command.ts";
import { SetupFault } from "#deploy/local/fault.ts";

const NOBODY = 65534;

/** How PostgreSQL, which refuses to run as root, is started here. */
export type Privilege = {
  /** The command line to put before a program; `onParentDeath` is sent to it when this process dies. */
  prefix(onParentDeath: "SIGINT" | "SIGTERM"): string[];
  /** Makes a folder that the program may own. */
  folder(path: string): Promise<void>;
  /** Gives a file or folder to the program. */
  give(path: string): Promise<void>;
};

/**
 * An ordinary user runs servers as itself. Root runs them in a user namespace of their own, where root's files
 * appear as nobody's; where namespaces are forbidden (many containers), as the user nobody.
 */
export async function findPrivilege(reachable: string[]): Promise<Privilege> {
  const bind = (signal: string) => ["setpriv", "--pdeathsig", signal];
  if (process.getuid?.() !== 0) return privilege((signal) => bind(signal), undefined);
  const namespace = ["unshare", "--user", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
  if (await succeeds([...namespace, "true"]))
    return privilege((signal) => [...namespace, ...bind(signal)], undefined);
  const drop = ["--reuid", `${NOBODY}`, "--regid", `${NOBODY}`, "--clear-groups"];
  for (const path of reachable) await demandReach(path, ["setpriv", ...drop]);
  return privilege((signal) => [...bind(signal), ...drop], NOBODY);
}

function privilege(prefix: Privilege["prefix"], owner: number | undefined): Privilege {
  const give = async (path: string) => {
    if (owner !== undefined) await chown(path, owner, owner);
  };
  return {
    prefix,
    give,
    async folder(path) {
      await mkdir(path, { recursive: true, mode: 0o700 });
      await give(path);
    },
  };
}

async function demandReach(path: string, drop: string[]): Promise<void> {
  await access(path, constants.F_OK).catch(() => mkdir(path, { recursive: true }));
  if (await succeeds([...drop, "test", "-x", path])) return;
  throw new SetupFault(
    `Started as root where user namespaces are forbidden, and the user nobody cannot enter ${path}.`,
    "Start as an ordinary user, or give a folder that others may enter: DATA_DIR=/var/lib/hai-dang " +
      "RUNTIME_DIR=/var/lib/hai-dang/runtime npm start",
  );
}

const succeeds = ([program = "", ...args]: string[]) =>
  run(program, args).then(
    () => true,
    () => false,
  );
