import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { chaos } from "../../bench/chaos/main.ts";
import { LONG } from "../../bench/chaos/plan.ts";
import { explain, SetupFault } from "./fault.ts";
import { demandNode24 } from "./node-version.ts";

const USAGE = "npm run chaos -- [--seed N] [--away SECONDS] [--out FILE]   (as root: it mounts a small disk)";

try {
  demandNode24();
  const { seed, awayS, out } = optionsOf(process.argv.slice(2));
  console.log(`• seed ${seed}, the database away for ${awayS} s`);
  const plan = { ...LONG, awayS };
  const result = await chaos({ plan, seed, report: (line) => console.log(`• ${line}`) });
  const text = `${JSON.stringify({ away_s: awayS, ...result }, null, 2)}\n`;
  console.log(text);
  if (out) {
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, text);
  }
  process.exit(result.lost + result.doubled + result.complaints === 0 ? 0 : 1);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

function optionsOf(args: string[]): { seed: number; awayS: number; out: string | undefined } {
  try {
    const options = { seed: { type: "string" }, away: { type: "string" }, out: { type: "string" } } as const;
    const { seed, away, out } = parseArgs({ args, options }).values;
    const awayS = Number(away ?? LONG.awayS);
    const number = Number(seed ?? Math.floor(Math.random() * 2 ** 31));
    if (!Number.isInteger(number) || !(awayS >= 0)) throw new Error("--seed and --away take numbers");
    return { seed: number, awayS, out };
  } catch (cause) {
    throw new SetupFault((cause as Error).message, USAGE);
  }
}
