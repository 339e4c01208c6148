import { pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(pbkdf2);
const ROUNDS = 1_000;
const KEY_BYTES = 64;
const SHAPE = /^\$7\$([1-9]\d{0,5})\$([A-Za-z0-9+/=]{8,64})\$([A-Za-z0-9+/=]{88})$/;

/**
 * Hash of a device's password, `$7$<rounds>$<salt>$<key>`: PBKDF2 with SHA-512, mosquitto_passwd(1) writes the same.
 * Passwords are made by us with 144 random bits, so few rounds are enough.
 */
export async function hashSecret(password: string, salt: Buffer = randomBytes(12)): Promise<string> {
  const key = await derive(password, salt, ROUNDS, KEY_BYTES, "sha512");
  return `$7$${ROUNDS}$${salt.toString("base64")}$${key.toString("base64")}`;
}

/** Compares in constant time; a hash that is none fits nothing. Takes some 1 ms of a thread, not of ours. */
export async function isSecret(password: Buffer, hash: string): Promise<boolean> {
  const [, rounds = "", salt = "", key = ""] = SHAPE.exec(hash) ?? [];
  if (!key) return false;
  const wanted = Buffer.from(key, "base64");
  const found = await derive(password, Buffer.from(salt, "base64"), Number(rounds), wanted.length, "sha512");
  return timingSafeEqual(found, wanted);
}
