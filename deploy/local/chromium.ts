import { access } from "node:fs/promises";
import { run } from "./command.ts";
import { SetupFault } from "./fault.ts";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of a Chromium; as root, Debian's package is installed when there is none. CHROMIUM names another. */
export async function ensureChromium(report: (line: string) => void): Promise<string> {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const found = await findChromium();
  if (found) return found;
  if (process.getuid?.() !== 0)
    throw new SetupFault(
      "The browser tests need Chromium, which is not installed.",
      "As root: apt-get install chromium. Or name one: CHROMIUM=/path npm test. Without it: npm test -- unit",
    );
  report("installing Debian's Chromium");
  await install();
  const installed = await findChromium();
  if (installed) return installed;
  throw new SetupFault("Chromium was installed but is not in its place.", `Name it: CHROMIUM=/path npm test`);
}

async function install(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    await run("apt-get", ["update"], { env });
    await run("apt-get", ["install", "--yes", "--no-install-recommends", "chromium"], { env });
  } catch (cause) {
    throw new SetupFault(
      "Chromium could not be installed.",
      "Mend what apt-get says above, or run without browser: npm test -- unit",
      cause,
    );
  }
}

async function findChromium(): Promise<string | undefined> {
  for (const path of PLACES)
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  return undefined;
}
