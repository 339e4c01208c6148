import { access } from "node:fs/promises";
import { run } from "./command.ts";
import { SetupFault } from "./fault.ts";

const ZONE = "/usr/share/zoneinfo/Asia/Ho_Chi_Minh";

/** PostgreSQL of Debian reads the machine's own zone files; without them local midnight is unknown to it. */
export async function ensureTimeZones(report: (line: string) => void): Promise<void> {
  if (await isThere()) return;
  if (process.getuid?.() === 0) {
    report("installing the time zones (tzdata)");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["install", "--yes", "--no-install-recommends", "tzdata"], { env })
      .catch(() =>
        run("apt-get", ["update"]).then(() => run("apt-get", ["install", "--yes", "tzdata"], { env })),
      )
      .catch(() => {});
  }
  if (await isThere()) return;
  throw new SetupFault(`This machine has no time zones (${ZONE}).`, "Install them: apt-get install tzdata");
}

const isThere = () =>
  access(ZONE).then(
    () => true,
    () => false,
  );
