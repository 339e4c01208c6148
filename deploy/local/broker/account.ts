import { pbkdf2Sync, randomBytes } from "node:crypto";

/** An account of the broker. `write` and `read` are topic filters; what is not listed is refused. */
export type BrokerAccount = { name: string; hash: string; write: string[]; read: string[] };

/** What a name, a feed or a device may be called, so that none can widen a topic filter. */
const IDENTIFIER = /^[A-Za-z0-9_-]{1,64}$/;
/** A filter is data of an administrator; line ends would start a new rule in the access list. */
const FILTER = /^[^\r\n\0]{1,200}$/;

export const isIdentifier = (text: string) => IDENTIFIER.test(text);

/** A device writes its feeds' topics and reads nothing. */
export function deviceAccount(name: string, password: string, feeds: string[]): BrokerAccount {
  for (const id of [name, ...feeds])
    if (!isIdentifier(id)) throw new Error(`"${id}" is no identifier: letters, digits, _ and -, at most 64.`);
  return { name, hash: passwordHash(password), write: feeds.map((feed) => `ioc/${feed}/#`), read: [] };
}

/**
 * The ingest process reads every topic, since a feed may ask for topics of any shape; it writes none.
 * `$SYS` is not covered by `#` (MQTT 5, 4.7.2).
 */
export function readerAccount(name: string, password: string): BrokerAccount {
  return { name, hash: passwordHash(password), write: [], read: ["#", "$SYS/#"] };
}

/** mosquitto's own format, mosquitto_passwd(1): PBKDF2 with SHA-512, a salt of 12 bytes. */
export function passwordHash(password: string, salt: Buffer = randomBytes(12)): string {
  const rounds = 1_000;
  const key = pbkdf2Sync(password, salt, rounds, 64, "sha512");
  return `$7$${rounds}$${salt.toString("base64")}$${key.toString("base64")}`;
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
  if (!FILTER.test(filter)) throw new Error(`"${filter}" is no topic filter.`);
  return filter;
}
