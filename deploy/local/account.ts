import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { config } from "#lib/config.ts";
import { openPool } from "#lib/db/pool.ts";
import { type DeviceAccount, deviceAccount, isIdentifier } from "#lib/device/model.ts";
import { hashSecret } from "#lib/device/secret.ts";
import { removeDeviceAccounts, saveDeviceAccounts } from "#lib/device/sql.ts";
import { removeAccounts, saveAccounts } from "./broker/files.ts";
import { DATABASE, databaseUrl } from "./cluster/databases.ts";
import { explain, SetupFault } from "./fault.ts";
import { pathsOf } from "./paths.ts";
import type { RunFile } from "./run-file.ts";
import { readSecrets } from "./secrets.ts";

const USAGE = "npm run account -- add NAME FEED… | npm run account -- remove NAME…";

type Accounts = {
  save(account: DeviceAccount): Promise<void>;
  remove(names: string[]): Promise<void>;
};

/** Accounts of devices and gateways, each bound to the feeds it may write to. They hold at once. */
async function main([verb, ...names]: string[]): Promise<void> {
  const [name, ...feeds] = names;
  const wrong = names.find((id) => !isIdentifier(id));
  if (wrong !== undefined)
    throw new SetupFault(`"${wrong}" is no name.`, "Use letters, digits, _ and -, at most 64 of them.");
  const accounts = config().BROKER === "mosquitto" ? ofBroker() : ofEntrance();
  if (verb === "add" && name && feeds.length > 0) {
    const password = randomBytes(18).toString("base64url");
    const account = deviceAccount(name, await hashSecret(password), feeds);
    await accounts.save(account);
    console.log(`user ${name}\npassword ${password}\nwrites ${account.write.join(" ")}`);
    console.log(`reads ${account.read.join(" ")}`);
    console.log("The password is shown once and kept only as a hash.");
  } else if (verb === "remove" && name) {
    await accounts.remove(names);
  } else {
    throw new SetupFault("That is not understood.", USAGE);
  }
}

function ofBroker(): Accounts {
  const { broker } = pathsOf(config().DATA_DIR);
  return {
    save: (account) => saveAccounts(broker, [account]),
    remove: (names) => removeAccounts(broker, names),
  };
}

function ofEntrance(): Accounts {
  const within = async (work: (pool: ReturnType<typeof openPool>) => Promise<void>) => {
    const pool = openPool(await ownDatabase(), 1);
    await work(pool).finally(() => pool.end());
  };
  return {
    save: (account) => within((pool) => saveDeviceAccounts(pool, [account])),
    remove: (names) => within((pool) => removeDeviceAccounts(pool, names)),
  };
}

/** The database of the installation that runs on this data folder, or the one that DATABASE_URL names. */
async function ownDatabase(): Promise<string> {
  const { DATABASE_URL, DATA_DIR } = config();
  if (DATABASE_URL) return DATABASE_URL;
  const paths = pathsOf(DATA_DIR);
  const text = await readFile(paths.run, "utf8").catch((cause) => {
    throw new SetupFault("Hải Đăng does not run on this data folder.", "Start it: npm start", cause);
  });
  const { database } = JSON.parse(text) as RunFile;
  if (!database) throw new SetupFault("Its database is not the embedded one.", "Say which: DATABASE_URL=…");
  return databaseUrl(database, "haidang", (await readSecrets(paths.secrets)).haidang, DATABASE);
}

await main(process.argv.slice(2)).catch((error) => {
  console.error(explain(error));
  process.exitCode = 1;
});
