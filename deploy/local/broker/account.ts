import { type DeviceAccount, deviceAccount, isAccountFilter, isIdentifier } from "#lib/device/model.ts";
import { hashSecret } from "#lib/device/secret.ts";

/** An account of mosquitto. `write` and `read` are topic filters; what is not listed is refused. */
export type BrokerAccount = DeviceAccount;

type Login = { name: string; password: string; feeds: string[] };

/** A device writes its feeds' topics and reads its own commands. */
export async function brokerDevice({ name, password, feeds }: Login): Promise<BrokerAccount> {
  return deviceAccount(name, await hashSecret(password), feeds);
}

/**
 * The ingest process reads every topic, since a feed may ask for topics of any shape; it writes none.
 * `$SYS` is not covered by `#` (MQTT 5, 4.7.2).
 */
export async function readerAccount(name: string, password: string): Promise<BrokerAccount> {
  return { name, hash: await hashSecret(password), write: [], read: ["#", "$SYS/#"] };
}

export function passwordText(accounts: BrokerAccount[]): string {
  return accounts.map((a) => `${a.name}:${a.hash}\n`).join("");
}

/** The access list: exact prefixes per account, and nothing for anybody else. */
export function aclText(accounts: BrokerAccount[]): string {
  return accounts.map(accountRules).join("\n");
}

function accountRules(account: BrokerAccount): string {
  const rules = [
    ...account.write.map((filter) => `topic write ${checked(filter)}\n`),
    ...account.read.map((filter) => `topic read ${checked(filter)}\n`),
  ];
  if (!isIdentifier(account.name)) throw new Error(`"${account.name}" is no account name.`);
  return `user ${account.name}\n${rules.join("")}`;
}

function checked(filter: string): string {
  if (!isAccountFilter(filter)) throw new Error(`"${filter}" is no topic filter.`);
  return filter;
}
