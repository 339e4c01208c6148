import { createECDH, randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { SetupFault } from "./fault.ts";

const NAMES = [
  "postgres",
  "haidang",
  "haidang_web",
  "demo",
  "auth",
  "mqtt_ingest",
  "mqtt_demo",
  "mqtt_thietbi",
  "vapid",
] as const;

export type Secrets = Record<(typeof NAMES)[number], string>;

/** The secrets of a data folder, made at the first start. New kinds are added, known ones never change. */
export async function readSecrets(path: string): Promise<Secrets> {
  const known = parse(path, await readFile(path, "utf8").catch(absentIsEmpty));
  const missing = NAMES.filter((name) => !known[name]);
  for (const name of missing)
    known[name] = name === "vapid" ? newVapidKey() : randomBytes(24).toString("base64url");
  if (missing.length > 0) {
    await writeFile(`${path}.new`, `${JSON.stringify(known, null, 2)}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
  }
  return known as Secrets;
}

/** A P-256 private key (RFC 8292), all its 32 bytes written. */
function newVapidKey(): string {
  const curve = createECDH("prime256v1");
  curve.generateKeys();
  const key = Buffer.alloc(32);
  const short = curve.getPrivateKey();
  short.copy(key, 32 - short.length);
  return key.toString("base64url");
}

function parse(path: string, text: string): Partial<Secrets> {
  try {
    return JSON.parse(text || "{}") as Partial<Secrets>;
  } catch (cause) {
    throw new SetupFault(
      `${path} is not JSON.`,
      "Put back the copy that belongs to this data folder.",
      cause,
    );
  }
}

function absentIsEmpty(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT") return "";
  throw new SetupFault("The secrets cannot be read.", "Start as the user who owns the data folder.", error);
}
