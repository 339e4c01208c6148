import { parseArgs } from "node:util";

export type BenchOptions = {
  /** Readings a second, one run each. */
  rates: number[];
  /** Of each run. */
  seconds: number;
  /** Of each ceiling and of the flat-out run; 0 leaves them out. */
  flatSeconds: number;
  series: number;
  /** Whether a month of 21.6 million readings is made and read back. */
  history: boolean;
  /** How many rules the chapter on alarms judges by; 0 leaves it out. */
  rules: number;
  /** The desk in a storm of alerts instead of the road of readings: how many, within how many seconds. */
  desk: { alerts: number; seconds: number } | null;
  /** The MQTT entrance beside a broker instead: seconds of each run. */
  entrance: { seconds: number } | null;
  /** An act at the desk while a room signs in, instead. */
  signIn: boolean;
  /** Where the result goes; undefined: bench/results/<date>.json, and nowhere when the run is cut short. */
  out: string | undefined;
};

export const USAGE =
  "npm run bench -- [--seconds 300] [--rates 1000,5000,10000] [--flat-seconds 30] [--series 10000] [--no-history] [--rules 2000] [--out FILE]";

/** @throws TypeError when an argument is not understood */
export function benchOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      seconds: { type: "string" },
      rates: { type: "string", default: "1000,5000,10000" },
      "flat-seconds": { type: "string", default: "30" },
      series: { type: "string", default: "10000" },
      history: { type: "boolean", default: true },
      rules: { type: "string", default: "2000" },
      desk: { type: "boolean", default: false },
      entrance: { type: "boolean", default: false },
      "sign-in": { type: "boolean", default: false },
      alerts: { type: "string", default: "5000" },
      out: { type: "string" },
    },
  });
  return {
    rates: values.rates === "" ? [] : values.rates.split(",").map((rate) => whole(rate, 1)),
    seconds: whole(values.seconds ?? "300", 1),
    desk: values.desk ? { alerts: whole(values.alerts, 1), seconds: whole(values.seconds ?? "60", 1) } : null,
    entrance: values.entrance ? { seconds: whole(values.seconds ?? "10", 1) } : null,
    signIn: values["sign-in"],
    flatSeconds: whole(values["flat-seconds"], 0),
    series: whole(values.series, 1),
    history: values.history,
    rules: whole(values.rules, 0),
    out: values.out,
  };
}

/** Only the whole programme may call itself the result of the day. */
export function isWhole(asked: BenchOptions): boolean {
  const { rates, seconds, flatSeconds, series, history, rules } = asked;
  const runs = rates.join() === "1000,5000,10000" && seconds >= 300 && flatSeconds >= 30;
  return runs && series >= 10_000 && history && rules >= 2_000;
}

function whole(text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new TypeError(`"${text}" is not a whole number of at least ${least}`);
}
