import { z } from "zod";
import type { Pool } from "../db/pool.ts";
import type { Auth } from "./auth.ts";
import { PASSWORD_MIN, type Role } from "./model.ts";
import { adminExists, replaceSetupToken, setupTokenExists, spendSetupToken } from "./sql.ts";
import { hashToken, newToken } from "./token.ts";

export const newPersonSchema = z.object({
  name: z.string().trim().min(1).max(80),
  email: z.email().max(200).toLowerCase(),
  password: z.string().min(PASSWORD_MIN).max(128),
});
export type NewPerson = z.infer<typeof newPersonSchema>;

/**
 * The token of the one-time set-up link, made anew at each start until somebody used it.
 * @returns null when there is an administrator already.
 */
export async function ensureSetupToken(pool: Pool): Promise<string | null> {
  if (await adminExists(pool)) return null;
  const { token, hash } = newToken();
  await replaceSetupToken(pool, hash);
  return token;
}

export async function isSetupOpen(pool: Pool, token: string): Promise<boolean> {
  return setupTokenExists(pool, hashToken(token));
}

/** Makes the first administrator. The token is used up only when the person was made. */
export async function setUp(
  pool: Pool,
  auth: Auth,
  token: string,
  person: NewPerson,
): Promise<"done" | "link_used"> {
  const hash = hashToken(token);
  if (!(await spendSetupToken(pool, hash))) return "link_used";
  if (await adminExists(pool)) return "link_used";
  try {
    await createPerson(auth, person, "admin");
    return "done";
  } catch (error) {
    await replaceSetupToken(pool, hash);
    throw error;
  }
}

/** @returns the new person's id, or null when the e-mail address is taken. */
export async function createPerson(auth: Auth, person: NewPerson, role: Role): Promise<string | null> {
  try {
    const { user } = await auth.api.createUser({ body: { ...person, role } });
    return user.id;
  } catch (error) {
    if (isTaken(error)) return null;
    throw error;
  }
}

function isTaken(error: unknown): boolean {
  const body = (error as { body?: { code?: string } }).body;
  return body?.code?.startsWith("USER_ALREADY_EXISTS") ?? false;
}
