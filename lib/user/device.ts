import { cookie } from "./session.ts";
import { hashToken, newToken } from "./token.ts";

/** Names a browser, so that whoever signed in here before is not slowed by those who guess from the same address. */
const DEVICE_COOKIE = "haidang.device";
const KEPT_S = 180 * 86_400;

/** SHA-256 of the browser's own random name; null: it has none. It gives no right to anything. */
export function deviceOf(headers: Headers): Buffer | null {
  const token = cookie(headers, DEVICE_COOKIE);
  return token && /^[\w-]{43}$/.test(token) ? hashToken(token) : null;
}

/** A name for a browser that has none yet. */
export function newDevice(secure: boolean): { hash: Buffer; setCookie: string } {
  const { token, hash } = newToken();
  const flags = `Path=/; Max-Age=${KEPT_S}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  return { hash, setCookie: `${DEVICE_COOKIE}=${token}; ${flags}` };
}
