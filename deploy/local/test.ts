import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { check, counted, show } from "./check/runner.ts";
import { add, closingLine, NOTHING, type Tally } from "./check/tally.ts";
import { ensureChromium } from "./chromium.ts";
import { explain } from "./fault.ts";
import { demandNode24 } from "./node-version.ts";
import { ROOT, runtimeDir } from "./paths.ts";
import { provision } from "./runtime/provision.ts";
import { isSchemaCurrent } from "./schema.ts";
import { startWholeSystem } from "./testing/whole-system.ts";
import { ensureTimeZones } from "./tzdata.ts";

const [what = "all", ...rest] = process.argv.slice(2);
const report = (line: string) => console.log(`• ${line}`);
let tally: Tally = NOTHING;
const step = async (work: Promise<Tally>) => {
  tally = add(tally, await work);
};

try {
  demandNode24();
  await ensureTimeZones(report);
  await provision(runtimeDir(), report);
  if (what === "all" || what === "unit") {
    await checks();
    await step(unit(rest));
  }
  if (what === "all" || what === "browser") await step(browser(rest));
  if (!["all", "unit", "browser"].includes(what))
    await step(what.endsWith(".spec.ts") ? browser([what, ...rest]) : unit([what, ...rest]));
} catch (error) {
  console.error(explain(error));
  tally = add(tally, { ...NOTHING, failed: 1 });
}
if (tally.unrun > 0) console.log(`\n✗ ${tally.unrun} of the failed did not run`);
console.log(`\n${closingLine(tally)}`);
process.exit(tally.failed === 0 ? 0 : 1);

async function checks(): Promise<void> {
  await step(check("types", () => show("tsc", ["--noEmit"])));
  await step(check("format, lint and import rules", () => show("biome", ["check", "."])));
  await step(
    check("lib/db/schema.sql is what the migrations make (else: npm run schema)", () =>
      isSchemaCurrent().catch((error) => {
        console.error(explain(error));
        return false;
      }),
    ),
  );
}

/** Unit, contract and database tests. */
function unit(paths: string[]): Promise<Tally> {
  return counted("unit, contract and database tests", (file) =>
    show("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...paths]),
  );
}

/** Journeys in a real Chromium against a whole system of their own. */
async function browser(paths: string[]): Promise<Tally> {
  const specs = await readdir(join(ROOT, "app/e2e"), { recursive: true }).catch(() => []);
  if (!specs.some((name) => name.endsWith(".spec.ts"))) return NOTHING;
  const chromium = await ensureChromium(report);
  const system = await startWholeSystem({ args: ["--no-demo"] });
  try {
    return await counted("browser journeys", (file) =>
      show("playwright", ["test", ...paths], {
        ...process.env,
        CHROMIUM: chromium,
        BASE_URL: system.running.web,
        E2E_RUNNING: JSON.stringify(system.running),
        E2E_RUN_FILE: system.runFile,
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      }),
    );
  } finally {
    await system.stop();
  }
}
