import { type Logger, pino } from "pino";
import { config } from "./config.ts";

export type Log = Logger;

let root: Logger | undefined;

/** A logger that names its part of the program. One JSON line an event on stdout; never one a reading. */
export function log(part: string): Log {
  root ??= pino(
    {
      level: config().LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: ["*.password", "*.token", "*.authorization", "*.cookie", "password", "token"],
        censor: "***",
      },
    },
    output(),
  );
  return root.child({ part });
}

/** A full disk or a closed pipe costs lines, and never the program. */
function output() {
  const stream = pino.destination({ fd: 1, sync: true, maxLength: 1024 * 1024 });
  stream.on("error", () => {});
  return stream;
}
