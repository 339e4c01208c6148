import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Privilege } from "#deploy/local/cluster/privilege.ts";
import { withLock } from "#deploy/local/supervise/lock.ts";
import { aclText, type BrokerAccount, passwordText } from "./account.ts";
import { type BrokerConf, brokerConfText } from "./conf.ts";

/** Writes the broker's configuration below `conf.folder`, with these accounts and those added before. */
export async function writeBrokerFiles(
  conf: BrokerConf,
  privilege: Privilege,
  builtIn: BrokerAccount[],
): Promise<void> {
  await privilege.folder(conf.folder);
  await privilege.folder(join(conf.folder, "store"));
  await writeFile(join(conf.folder, "mosquitto.conf"), brokerConfText(conf), { mode: 0o600 });
  await privilege.give(join(conf.folder, "mosquitto.conf"));
  await saveAccounts(conf.folder, builtIn);
  for (const name of ["passwords", "acl"]) await privilege.give(join(conf.folder, name));
}

/** Adds or replaces accounts and lets a running broker read them. Those who are connected stay connected. */
export async function saveAccounts(folder: string, accounts: BrokerAccount[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await withLock(join(folder, "accounts.lock"), async () => {
    const byName = new Map((await readAccounts(folder)).map((a) => [a.name, a]));
    for (const account of accounts) byName.set(account.name, account);
    await writeAccounts(folder, [...byName.values()]);
  });
  await reload(folder);
}

/** Removes accounts by name; they are refused from the next connection or publication on. */
export async function removeAccounts(folder: string, names: string[]): Promise<void> {
  await withLock(join(folder, "accounts.lock"), async () => {
    const kept = (await readAccounts(folder)).filter((a) => !names.includes(a.name));
    await writeAccounts(folder, kept);
  });
  await reload(folder);
}

/** Accounts that the broker's folder keeps; none where there is no such folder. */
export async function readAccounts(folder: string): Promise<BrokerAccount[]> {
  const text = await readFile(join(folder, "accounts.json"), "utf8").catch(() => "[]");
  return JSON.parse(text) as BrokerAccount[];
}

async function writeAccounts(folder: string, accounts: BrokerAccount[]): Promise<void> {
  await replace(join(folder, "accounts.json"), JSON.stringify(accounts, null, 2));
  // Written in place: the broker may own these two under another user.
  await writeFile(join(folder, "passwords"), passwordText(accounts), { mode: 0o600 });
  await writeFile(join(folder, "acl"), aclText(accounts), { mode: 0o600 });
}

async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** mosquitto reads passwords and access list again on SIGHUP. */
async function reload(folder: string): Promise<void> {
  const pid = Number(await readFile(join(folder, "pid"), "utf8").catch(() => ""));
  if (!pid) return;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  if (command.includes(join(folder, "mosquitto.conf"))) process.kill(pid, "SIGHUP");
}

export const notePid = (folder: string, pid: number) => writeFile(join(folder, "pid"), `${pid}`);
export const forgetPid = (folder: string) => rm(join(folder, "pid"), { force: true });
