/** An account of the MQTT entrance. `write` and `read` are topic filters; what is not listed is refused. */
export type DeviceAccount = { name: string; hash: string; write: string[]; read: string[] };

/** What a name, a feed or a device may be called, so that none can widen a topic filter. */
const IDENTIFIER = /^[A-Za-z0-9_-]{1,64}$/;
/** A filter is data of an administrator; line ends would start a new rule in a broker's access list. */
const FILTER = /^[^\r\n\0]{1,200}$/;

export const isIdentifier = (text: string) => IDENTIFIER.test(text);
export const isAccountFilter = (text: string) => FILTER.test(text);

/** Topics under which commands for a device are published to it. */
export const commandFilter = (account: string) => `cmd/${account}/#`;

/** A device writes its feeds' topics and reads its own commands. @throws when a name is none */
export function deviceAccount(name: string, hash: string, feeds: readonly string[]): DeviceAccount {
  for (const id of [name, ...feeds])
    if (!isIdentifier(id)) throw new Error(`"${id}" is no identifier: letters, digits, _ and -, at most 64.`);
  return { name, hash, write: feeds.map((feed) => `ioc/${feed}/#`), read: [commandFilter(name)] };
}
