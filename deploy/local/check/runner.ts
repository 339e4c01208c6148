import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "#deploy/local/paths.ts";
import { NOTHING, type Tally, tallyOf } from "./tally.ts";

/** Runs a program of node_modules with its output on this terminal. @returns whether it ended with 0 */
export function show(
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(join(ROOT, "node_modules/.bin", program), args, {
      cwd: ROOT,
      env,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", () => resolve(false));
    child.on("close", (code) => resolve(code === 0));
  });
}

/** One yes-or-no check, counted like a test. */
export async function check(name: string, work: () => Promise<boolean>): Promise<Tally> {
  console.log(`\n── ${name}`);
  const passed = await work();
  if (!passed) console.log(`✗ ${name}`);
  return passed ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

/** A test runner that writes its counts as JSON into a file that `start` is told. */
export async function counted(name: string, start: (report: string) => Promise<boolean>): Promise<Tally> {
  console.log(`\n── ${name}`);
  const folder = await mkdtemp(join(tmpdir(), "hai-dang-report-"));
  const path = join(folder, "report.json");
  try {
    const endedWell = await start(path);
    const text = await readFile(path, "utf8").catch(() => "");
    return tallyOf(text ? JSON.parse(text) : undefined, endedWell);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
