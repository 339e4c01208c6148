import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { SecureContextOptions, Server, TlsOptions } from "node:tls";

/** A new certificate holds for new connections after so long. */
const RENEW_MS = 60_000;

/**
 * `cert.pem` (with the chain) and `key.pem`; with `ca.pem` a device may show a certificate of that authority, whose
 * common name is its account, instead of a password; `crl.pem` lists those that hold no more.
 */
export async function readTls(folder: string): Promise<TlsOptions> {
  const [cert, key] = await Promise.all(["cert.pem", "key.pem"].map((name) => readFile(join(folder, name))));
  const [ca, crl] = await Promise.all(
    ["ca.pem", "crl.pem"].map((name) => readFile(join(folder, name)).catch(() => undefined)),
  );
  const own: SecureContextOptions = { cert, key, ca, crl, minVersion: "TLSv1.2" };
  return { ...own, requestCert: ca !== undefined, rejectUnauthorized: false };
}

/** Reads the folder again when the certificate was replaced. */
export function renewTls(folder: string, server: Server): { stop(): void } {
  const writtenAt = () =>
    stat(join(folder, "cert.pem")).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
  let known = writtenAt();
  const timer = setInterval(async () => {
    const [before, now] = await Promise.all([known, writtenAt()]);
    if (now === undefined || now === before) return;
    known = Promise.resolve(now);
    // Half of it may be written: then the next look finds the rest.
    await readTls(folder).then(
      (options) => server.setSecureContext(options),
      () => {
        known = Promise.resolve(before);
      },
    );
  }, RENEW_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
