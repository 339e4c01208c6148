import { X509Certificate } from "node:crypto";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";
import { createSecureContext, type Server } from "node:tls";
import { makeCertificate } from "./certificate.ts";

/** `pem`: key and certificates in one. `trusted`: somebody whom browsers trust signed it, as far as we know. */
export type Tls = { pem: string; trusted: boolean; path: string };
export type TlsOptions = { setting: string; data: string; publicUrl?: string; now: number };

export const SELF_SIGNED = "self-signed";
const MONTH_MS = 30 * 86_400_000;

/**
 * What the web is served with: `self-signed`, made at the first start and anew a month before it runs out, or a PEM file
 * that has key and certificates, or a folder with `privkey.pem` and `fullchain.pem`.
 * @throws when there is none that fits, with its place
 */
export async function readTls({ setting, data, publicUrl, now }: TlsOptions): Promise<Tls> {
  if (setting === SELF_SIGNED) return ownTls(join(data, "tls"), { publicUrl, now });
  const isFolder = (await stat(setting)).isDirectory();
  const paths = isFolder ? [join(setting, "privkey.pem"), join(setting, "fullchain.pem")] : [setting];
  const pem = (await Promise.all(paths.map((path) => readFile(path, "utf8")))).join("\n");
  demandPair(pem, setting);
  return { pem, trusted: true, path: paths.at(-1) as string };
}

async function ownTls(folder: string, { publicUrl, now }: { publicUrl?: string; now: number }): Promise<Tls> {
  const path = join(folder, "web.pem");
  const known = await readFile(path, "utf8").catch(() => "");
  if (known && now < Date.parse(new X509Certificate(known).validTo) - MONTH_MS)
    return { pem: known, trusted: false, path };
  const made = makeCertificate(namesOf(publicUrl), now);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, "authority.pem"), made.authority, { mode: 0o644 });
  await writeFile(`${path}.new`, made.server, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return { pem: made.server, trusted: false, path };
}

/** As this machine is called, and every address that it has now. */
function namesOf(publicUrl: string | undefined): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const plain = addresses.map(({ address }) => address).filter((address) => !address.includes("%"));
  const named = publicUrl ? [new URL(publicUrl).hostname.replace(/^\[|\]$/g, "")] : [];
  return [...new Set([...named, "localhost", hostname(), "127.0.0.1", "::1", ...plain])];
}

function demandPair(pem: string, place: string): void {
  try {
    createSecureContext({ key: pem, cert: pem });
  } catch (cause) {
    throw new Error(`TLS: ${place} has no key and certificate that belong together, in PEM`, { cause });
  }
}

const LOOK_MS = 60_000;
/** `told`: a new one was taken up, or why not. */
type Follow = { told(error?: Error): void; everyMs?: number };

/** A renewed certificate is taken up as it lies there, without a restart; one that does not fit is left alone. */
export function followTls(server: Server, served: Tls & { options: TlsOptions }, follow: Follow) {
  let { pem } = served;
  const { told, everyMs = LOOK_MS } = follow;
  const timer = setInterval(async () => {
    try {
      const next = await readTls({ ...served.options, now: Date.now() });
      if (next.pem === pem) return;
      pem = next.pem;
      server.setSecureContext({ key: pem, cert: pem });
      told();
    } catch (error) {
      told(error as Error);
    }
  }, everyMs);
  return { close: () => clearInterval(timer) };
}
