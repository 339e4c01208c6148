import { randomBytes } from "node:crypto";
import { access } from "node:fs/promises";
import { config } from "#lib/config.ts";
import { deviceAccount, isIdentifier } from "./broker/account.ts";
import { removeAccounts, saveAccounts } from "./broker/files.ts";
import { explain, SetupFault } from "./fault.ts";
import { pathsOf } from "./paths.ts";

const USAGE = "npm run account -- add NAME FEED… | npm run account -- remove NAME…";

/** Accounts of the embedded broker: one a device or gateway, each bound to the feeds it may write to. */
async function main([verb, ...names]: string[]): Promise<void> {
  const { broker } = pathsOf(config().DATA_DIR);
  await access(broker).catch(() => {
    throw new SetupFault(`There is no embedded broker in ${broker}.`, "Start it once: npm start");
  });
  const [name, ...feeds] = names;
  const wrong = names.find((id) => !isIdentifier(id));
  if (wrong !== undefined)
    throw new SetupFault(`"${wrong}" is no name.`, "Use letters, digits, _ and -, at most 64 of them.");
  if (verb === "add" && name && feeds.length > 0) {
    const password = randomBytes(18).toString("base64url");
    await saveAccounts(broker, [deviceAccount(name, password, feeds)]);
    console.log(`user ${name}\npassword ${password}\nwrites ${feeds.map((f) => `ioc/${f}/#`).join(" ")}`);
    console.log("The password is shown once and kept only as a hash.");
  } else if (verb === "remove" && name) {
    await removeAccounts(broker, names);
  } else {
    throw new SetupFault("That is not understood.", USAGE);
  }
}

await main(process.argv.slice(2)).catch((error) => {
  console.error(explain(error));
  process.exitCode = 1;
});
