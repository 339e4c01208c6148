import { record as audit } from "../audit/sql.ts";
import type { Client } from "../db/pool.ts";
import { type LinkPurpose, saveLink } from "./sql/link.ts";
import { passwordOf } from "./sql/password.ts";
import { newToken } from "./token.ts";

const HOUR = 3_600_000;
/** An invitation waits for a new colleague's first day; a reset is for somebody who stands there now. */
const LASTS_MS: { [purpose in LinkPurpose]: number } = { invitation: 7 * 24 * HOUR, reset: 24 * HOUR };

export type MadeLink = { path: string; purpose: LinkPurpose; expiresAt: number };

/**
 * The one-time link with which a person chooses a password: nobody else ever knows it. Shown once, kept as SHA-256. A
 * password that there is stays good until the link is used.
 */
export async function makeLink(
  client: Client,
  userId: string,
  { by, now }: { by: string; now: number },
): Promise<MadeLink> {
  const purpose = (await passwordOf(client, userId)) ? "reset" : "invitation";
  const { token, hash } = newToken();
  const expiresAt = now + LASTS_MS[purpose];
  await saveLink(client, { hash, userId, purpose, madeBy: by, expiresAt: new Date(expiresAt) });
  const detail = { purpose, until: new Date(expiresAt).toISOString() };
  await audit(client, { actor: by, action: "user.link", object: `user:${userId}`, detail });
  return { path: `/invite/${token}`, purpose, expiresAt };
}
