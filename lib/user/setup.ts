import { z } from "zod";
import { record as audit } from "../audit/sql.ts";
import type { Pool } from "../db/pool.ts";
import { tx } from "../db/tx.ts";
import { hashPassword } from "./hash.ts";
import type { Role } from "./model.ts";
import { type Weakness, weakness } from "./password.ts";
import { savePassword } from "./sql/password.ts";
import { adminExists, insertPerson, replaceSetupToken, setupTokenExists, spendSetupToken } from "./sql.ts";
import { hashToken, newToken } from "./token.ts";

export const newPersonSchema = z.object({
  name: z.string().trim().min(1).max(80),
  email: z.email().max(200).toLowerCase(),
  password: z.string().max(1_000),
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

/** Makes the first administrator; token, person, password and what is written down of it stand or fall together. */
export async function setUp(
  pool: Pool,
  token: string,
  person: NewPerson,
): Promise<"done" | "link_used" | Weakness> {
  const hash = hashToken(token);
  if (!(await setupTokenExists(pool, hash))) return "link_used";
  const weak = weakness(person.password, person);
  if (weak) return weak;
  const password = await hashPassword(person.password);
  return tx(pool, async (client) => {
    if (!(await spendSetupToken(client, hash)) || (await adminExists(client))) return "link_used";
    const id = await insertPerson(client, { ...person, role: "admin", agencyId: null });
    // There is no administrator, but somebody has this address: the token must stay good.
    if (id === null) throw new Error("the address of the first administrator is somebody else's");
    await savePassword(client, id, { hash: password, setBy: "self" });
    const actor = `user:${id}`;
    await audit(client, { actor, action: "user.setup", object: actor, detail: { role: "admin" } });
    return "done";
  });
}

/** A person with a password of their own. @returns the id, or null when the e-mail address is taken. */
export async function createPerson(pool: Pool, person: NewPerson, role: Role): Promise<string | null> {
  const hash = await hashPassword(person.password);
  return tx(pool, async (client) => {
    const id = await insertPerson(client, { ...person, role, agencyId: null });
    if (id !== null) await savePassword(client, id, { hash, setBy: "self" });
    return id;
  });
}
