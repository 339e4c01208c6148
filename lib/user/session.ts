import type { IncomingHttpHeaders } from "node:http";
import type { Pool } from "../db/pool.ts";
import type { Auth } from "./auth.ts";
import { type Identity, ROLES, type Role } from "./model.ts";
import { kioskByHash } from "./sql.ts";
import { hashToken } from "./token.ts";

export const KIOSK_COOKIE = "haidang.kiosk";

/**
 * Who sent these headers: the only way anything in this program learns it. A person's session first, then a
 * kiosk link. Nothing but the two cookies is read; both are looked up in the database at every call.
 * @param renew whether being asked prolongs the session, as a person's act does; an open socket's check does not.
 */
export async function identify(
  pool: Pool,
  auth: Auth,
  headers: Headers,
  { renew = true }: { renew?: boolean } = {},
): Promise<Identity | null> {
  const session = await auth.api.getSession({ headers, query: { disableRefresh: !renew } });
  if (session) {
    const role = session.user.role as Role;
    if (session.user.banned || !ROLES.includes(role)) return null;
    const { id: userId, name, agencyId } = session.user;
    return { kind: "person", userId, name, role, agencyId: agencyId ?? null };
  }
  const token = cookie(headers, KIOSK_COOKIE);
  const kiosk = token ? await kioskByHash(pool, hashToken(token)) : null;
  return kiosk && { kind: "kiosk", kioskId: kiosk.id, wallId: kiosk.wallId };
}

/** Node's headers as the fetch standard has them. */
export function fetchHeaders(headers: IncomingHttpHeaders): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const v of Array.isArray(value) ? value : [value]) if (v !== undefined) result.append(name, v);
  }
  return result;
}

/** The value that a request sends for a cookie. */
export function cookie(headers: Headers, name: string): string | undefined {
  for (const pair of headers.get("cookie")?.split(";") ?? []) {
    const [key, ...rest] = pair.trim().split("=");
    if (key === name) return rest.join("=");
  }
  return undefined;
}
