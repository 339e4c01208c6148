import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Makes the bearer token of a feed. Show `token` once; keep `hash` in feed.token_hash. */
export function newToken(): { token: string; hash: Buffer } {
  const token = `hd_${randomBytes(24).toString("base64url")}`;
  return { token, hash: hashToken(token) };
}

/** SHA-256 suffices: a token has 192 random bits, there is nothing to guess slowly. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Compares in constant time. A feed without a token accepts nobody. */
export function isToken(token: string, hash: Uint8Array | null): boolean {
  const given = hashToken(token);
  const wanted = hash?.length === given.length ? hash : Buffer.alloc(given.length);
  return timingSafeEqual(given, wanted) && hash !== null;
}
