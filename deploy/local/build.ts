import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./command.ts";
import { SetupFault } from "./fault.ts";
import { ROOT } from "./paths.ts";
import { withLock } from "./supervise/lock.ts";

const SOURCES = ["app", "components", "lib", "public"];
const FILES = ["package-lock.json", "next.config.ts", "next.config.js", "next.config.mjs", "tsconfig.json"];
const STAMP = ".next/source-stamp";
const NOT_BUILT = /\.(test|spec)\.tsx?$|^app\/e2e\/|\.(sql|md)$/;

/** Builds the pages when what they are made of changed since the last build. The stamp lies with the build. */
export async function buildPages(report: (line: string) => void): Promise<void> {
  await withLock(join(ROOT, "node_modules/.build.lock"), async () => {
    const now = await fingerprint();
    const built = await readFile(join(ROOT, STAMP), "utf8").catch(() => "");
    if (built === now) return;
    report("building the pages (about a minute after a change)");
    await build();
    await writeFile(join(ROOT, STAMP), now);
  });
}

async function build(): Promise<void> {
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1", CI: "1" };
  await run(process.execPath, [join(ROOT, "node_modules/next/dist/bin/next"), "build"], {
    cwd: ROOT,
    env,
  }).catch((cause) => {
    throw new SetupFault(
      "The pages could not be built.",
      "If the sources were changed, mend what is named above; otherwise remove .next and start again.",
      cause,
    );
  });
}

async function fingerprint(): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  const names = [...FILES];
  for (const folder of SOURCES) names.push(...(await filesBelow(folder)));
  for (const name of names.filter((n) => !NOT_BUILT.test(n)).sort()) {
    const bytes = await readFile(join(ROOT, name)).catch(() => undefined);
    if (bytes) hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name).slice(ROOT.length + 1));
}
