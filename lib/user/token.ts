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

/** Of a short code that is good for few tries and minutes; bound to what it is for. */
export function codeHash(subject: string | number, code: string): Buffer {
  return createHash("sha256").update(`${subject} ${code}`).digest();
}
