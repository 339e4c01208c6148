import { benchDesk } from "../../bench/desk/main.ts";
import { benchEntrance } from "../../bench/entrance/main.ts";
import { bench, publishChapter, publishResult } from "../../bench/main.ts";
import { type BenchOptions, benchOptions, USAGE } from "../../bench/options.ts";
import { benchSignIn } from "../../bench/sign-in.ts";
import { explain, SetupFault } from "./fault.ts";
import { demandNode24 } from "./node-version.ts";

try {
  demandNode24();
  const options = optionsOf(process.argv.slice(2));
  const path = await run(options, (line) => console.log(`• ${line}`));
  console.log(path ? `written to ${path}` : "nothing written (say --out FILE to keep it)");
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

/** The whole programme, or the one chapter that is asked for. */
async function run(options: BenchOptions, report: (line: string) => void): Promise<string | undefined> {
  const { desk, entrance, signIn, series } = options;
  if (desk) return publishChapter(await benchDesk(desk, report), options);
  if (entrance) return publishChapter(await benchEntrance({ ...entrance, series }, report), options);
  if (signIn) return publishChapter(await benchSignIn(report), options);
  return publishResult(await bench(options, report), options);
}

function optionsOf(args: string[]): BenchOptions {
  try {
    return benchOptions(args);
  } catch (cause) {
    throw new SetupFault((cause as Error).message, USAGE);
  }
}
