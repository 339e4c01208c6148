import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import { PassThrough } from "node:stream";
import Client from "ssh2-sftp-client";
import { SetupFault } from "#deploy/local/fault.ts";
import type { Store, Stored, StoreKind } from "./store.ts";

const PART = ".part";

/**
 * A folder of another machine over SSH. `hostKey` (as `ssh-keygen -lf` shows it) is demanded: without it any machine
 * that answers could take the backups. The password stands in the address, or `?key=FILE` names a private key.
 */
export default {
  protocol: "sftp:",
  example: "sftp://user:password@host/folder?hostKey=SHA256:…",
  async open(address): Promise<Store> {
    const root = decodeURIComponent(address.pathname);
    const client = await connected(address);
    const made = new Set<string>();
    return {
      shown: `sftp://${address.host}${root}`,
      async put(name, file) {
        const target = posix.join(root, name);
        const folder = posix.dirname(target);
        if (!made.has(folder)) await client.mkdir(folder, true);
        made.add(folder);
        await client.fastPut(file, `${target}${PART}`);
        await client.delete(target, true);
        await client.rename(`${target}${PART}`, target);
      },
      async get(name) {
        await client.stat(posix.join(root, name));
        const out = new PassThrough();
        client.get(posix.join(root, name), out).catch((error: Error) => out.destroy(error));
        return out;
      },
      list: (folder) => listed(client, root, folder),
      remove: async (name) => void (await client.delete(posix.join(root, name), true)),
      end: async () => void (await client.end()),
    };
  },
} satisfies StoreKind;

async function connected(address: URL): Promise<Client> {
  // A "+" of base64 is a space to a query string.
  const wanted = address.searchParams
    .get("hostKey")
    ?.replaceAll(" ", "+")
    .replace(/^SHA256:/, "");
  if (!wanted)
    throw new SetupFault(
      "BACKUP_TO names an SFTP server without its host key.",
      "Add ?hostKey=SHA256:… to it; on that server: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub",
    );
  const keyFile = address.searchParams.get("key");
  const client = new Client();
  await client.connect({
    host: address.hostname.replace(/^\[|\]$/g, ""),
    port: Number(address.port || 22),
    username: decodeURIComponent(address.username),
    ...(address.password && { password: decodeURIComponent(address.password) }),
    ...(keyFile && { privateKey: await readFile(keyFile) }),
    readyTimeout: 20_000,
    hostVerifier: (key: Buffer) =>
      createHash("sha256").update(key).digest("base64").replace(/=+$/, "") === wanted.replace(/=+$/, ""),
  });
  return client;
}

async function listed(client: Client, root: string, folder: string): Promise<Stored[]> {
  const path = posix.join(root, folder);
  if (!(await client.exists(path))) return [];
  const found: Stored[] = [];
  for (const entry of await client.list(path)) {
    const name = `${folder}/${entry.name}`;
    if (entry.type === "d") found.push(...(await listed(client, root, name)));
    else if (!name.endsWith(PART)) found.push({ name, bytes: entry.size, at: entry.modifyTime });
  }
  return found;
}
