import { createHash, randomBytes } from "node:crypto";

/** A 256-bit random secret for a link or a bearer header, and what is stored of it. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashToken(token) };
}

/** Enough for random secrets; passwords go through scrypt in the authentication library. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
