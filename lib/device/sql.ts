import { publish } from "#lib/db/bus.ts";
import type { Db } from "#lib/db/pool.ts";
import type { DeviceAccount } from "./model.ts";

/** What the entrances hear on the channel `device`. */
const CHANGED = JSON.stringify({ changed: "account" });

/** Every account, by name. */
export async function deviceAccounts(db: Db): Promise<DeviceAccount[]> {
  const { rows } = await db.query<DeviceAccount>(
    "SELECT name, hash, write, read FROM device_account ORDER BY name",
  );
  return rows;
}

/** Makes accounts, or brings them to what is given. Holds at once: the bus is told. */
export async function saveDeviceAccounts(db: Db, accounts: readonly DeviceAccount[]): Promise<void> {
  await db.query(
    `INSERT INTO device_account AS a (name, hash, write, read)
     SELECT name, hash, write, read
     FROM jsonb_to_recordset($1::jsonb) AS d (name text, hash text, write text[], read text[])
     ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, write = excluded.write, read = excluded.read,
       updated_at = now()
     WHERE (a.hash, a.write, a.read) IS DISTINCT FROM (excluded.hash, excluded.write, excluded.read)`,
    [JSON.stringify(accounts)],
  );
  await publish(db, "device", [CHANGED]);
}

/** Takes accounts away; who is connected with one is put out. */
export async function removeDeviceAccounts(db: Db, names: readonly string[]): Promise<void> {
  await db.query("DELETE FROM device_account WHERE name = ANY($1)", [names]);
  await publish(db, "device", [CHANGED]);
}
