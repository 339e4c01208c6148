import { benchDesk, publishDesk } from "../../bench/desk/main.ts";
import { benchEntrance, publishEntrance } from "../../bench/entrance/main.ts";
import { bench, publishResult } from "../../bench/main.ts";
import { type BenchOptions, benchOptions, USAGE } from "../../bench/options.ts";
import { explain, SetupFault } from "./fault.ts";
import { demandNode24 } from "./node-version.ts";

try {
  demandNode24();
  const options = optionsOf(process.argv.slice(2));
  const report = (line: string) => console.log(`• ${line}`);
  if (options.desk) await publishDesk(await benchDesk(options.desk, report), options.out);
  else if (options.entrance)
    await publishEntrance(
      await benchEntrance({ ...options.entrance, series: options.series }, report),
      options.out,
    );
  else await road(options, report);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

/** Readings from the broker to a screen. */
async function road(options: BenchOptions, report: (line: string) => void): Promise<void> {
  const path = await publishResult(await bench(options, report), options);
  console.log(path ? `written to ${path}` : "a short run: nothing written (say --out FILE to keep it)");
}

function optionsOf(args: string[]): BenchOptions {
  try {
    return benchOptions(args);
  } catch (cause) {
    throw new SetupFault((cause as Error).message, USAGE);
  }
}
