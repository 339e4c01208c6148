import { bench, publishResult } from "../../bench/main.ts";
import { type BenchOptions, benchOptions, USAGE } from "../../bench/options.ts";
import { explain, SetupFault } from "./fault.ts";
import { demandNode24 } from "./node-version.ts";

try {
  demandNode24();
  const options = optionsOf(process.argv.slice(2));
  const result = await bench(options, (line) => console.log(`• ${line}`));
  const path = await publishResult(result, options);
  console.log(path ? `written to ${path}` : "a short run: nothing written (say --out FILE to keep it)");
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

function optionsOf(args: string[]): BenchOptions {
  try {
    return benchOptions(args);
  } catch (cause) {
    throw new SetupFault((cause as Error).message, USAGE);
  }
}
