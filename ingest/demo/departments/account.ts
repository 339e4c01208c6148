import { createHmac } from "node:crypto";
import type { Department } from "./department.ts";

/** Where a department's database is and who may read it. */
export type Account = { database: string; reader: string; password: string };

/**
 * Names and the reader's password. The password is derived from the owner's, so that there is one
 * secret to keep; it gives no way back to it.
 * @param owner the URL of an account that may create databases and roles
 */
export function accountOf(owner: string, department: Pick<Department, "id">, prefix = "demo"): Account {
  const database = `${prefix}_${department.id}`;
  const key = decodeURIComponent(new URL(owner).password);
  const password = createHmac("sha256", key).update(`reader of ${database}`).digest("base64url");
  return { database, reader: `${database}_reader`, password };
}

/** Connection string of the owner for one department's database. */
export function ownerUrl(owner: string, account: Account): string {
  const url = new URL(owner);
  url.pathname = `/${account.database}`;
  return url.href;
}

/** Connection string of the read-only account. */
export function readerUrl(owner: string, account: Account): string {
  const url = new URL(ownerUrl(owner, account));
  url.username = account.reader;
  url.password = account.password;
  return url.href;
}

/** Name of the setting under which ingest finds the reader's address. */
export function settingOf(department: Pick<Department, "id">): string {
  return `DEMO_${department.id.toUpperCase()}_URL`;
}
