import { parseArgs } from "node:util";

/** What a person asked the replay to do. */
export type ReplayOptions = {
  file: string;
  feed: string;
  /** Column, or a template such as "{Year}-{Month}-{Day} {Hour}:00". */
  time: string;
  timeFormat: string;
  zone: string | undefined;
  maps: string[];
  /** Long files: one value a row. */
  long: { metric: string; value: string; unit: string | undefined } | undefined;
  position: { lat: string; lon: string; speed: string | undefined; course: string | undefined } | undefined;
  asset: string | undefined;
  assetColumn: string | undefined;
  prefix: string;
  /** Column and the words in it that mean a good measurement. */
  quality: { column: string; good: string[] } | undefined;
  decimalComma: boolean;
  delimiter: string;
  /** Story seconds per second; Infinity: as fast as the broker takes them. */
  speed: number;
  shift: "now" | "end" | "none";
  loop: boolean;
  rows: number;
  url: string | undefined;
  dryRun: boolean;
};

export type Asked =
  | { kind: "help" }
  | { kind: "replay"; options: ReplayOptions }
  | { kind: "wrong"; problems: string[] };

export const DEFAULT_FEED = "phat-lai";

const spec = {
  help: { type: "boolean", short: "h" },
  feed: { type: "string" },
  time: { type: "string" },
  "time-format": { type: "string" },
  zone: { type: "string" },
  map: { type: "string", multiple: true },
  "metric-column": { type: "string" },
  "value-column": { type: "string" },
  "unit-column": { type: "string" },
  lat: { type: "string" },
  lon: { type: "string" },
  "speed-column": { type: "string" },
  "course-column": { type: "string" },
  asset: { type: "string" },
  "asset-column": { type: "string" },
  prefix: { type: "string" },
  quality: { type: "string" },
  "decimal-comma": { type: "boolean" },
  delimiter: { type: "string" },
  speed: { type: "string" },
  shift: { type: "string" },
  loop: { type: "boolean" },
  rows: { type: "string" },
  url: { type: "string" },
  "dry-run": { type: "boolean" },
} as const;

/** Reads the command line; every problem is told at once. */
export function readArguments(given: string[]): Asked {
  // npm keeps the first -- to itself; whoever calls the script directly may have written it too.
  const args = given[0] === "--" ? given.slice(1) : given;
  let parsed: ReturnType<typeof parseAll>;
  try {
    parsed = parseAll(args);
  } catch (error) {
    return { kind: "wrong", problems: [(error as Error).message] };
  }
  const { values, positionals } = parsed;
  if (values.help || args.length === 0) return { kind: "help" };
  const problems: string[] = [];
  const options: ReplayOptions = {
    file: positionals[0] ?? "",
    feed: values.feed ?? DEFAULT_FEED,
    time: values.time ?? "",
    timeFormat: values["time-format"] ?? "auto",
    zone: values.zone,
    maps: values.map ?? [],
    long: longOf(values, problems),
    position: positionOf(values, problems),
    asset: values.asset,
    assetColumn: values["asset-column"],
    prefix: values.prefix ?? "",
    quality: qualityOf(values.quality, problems),
    decimalComma: values["decimal-comma"] ?? false,
    delimiter: values.delimiter === "tab" ? "\t" : (values.delimiter ?? ","),
    speed: speedOf(values.speed, problems),
    shift: shiftOf(values.shift, problems),
    loop: values.loop ?? false,
    rows: countOf(values.rows, problems),
    url: values.url,
    dryRun: values["dry-run"] ?? false,
  };
  if (positionals.length !== 1)
    problems.push(`name one file, found ${positionals.length}: ${positionals.join(", ")}`);
  if (!options.time) problems.push('say which column holds the time: --time "COLUMN"');
  if (!options.long && !options.position && options.maps.length === 0) {
    problems.push(
      "say what to send: --map COLUMN=METRIC, --metric-column with --value-column, or --lat with --lon",
    );
  }
  if (options.asset !== undefined && options.assetColumn !== undefined)
    problems.push("--asset or --asset-column, not both");
  if (options.speed === Number.POSITIVE_INFINITY && options.shift === "now") {
    problems.push("--speed max leaves no time between rows: add --shift end or --shift none");
  }
  if (options.loop && options.shift !== "now")
    problems.push("--loop needs --shift now: other times would be sent twice");
  return problems.length > 0 ? { kind: "wrong", problems } : { kind: "replay", options };
}

function parseAll(args: string[]) {
  return parseArgs({ args, options: spec, allowPositionals: true, strict: true });
}

type Values = ReturnType<typeof parseAll>["values"];

function longOf(values: Values, problems: string[]): ReplayOptions["long"] {
  const metric = values["metric-column"];
  const value = values["value-column"];
  const unit = values["unit-column"];
  if (metric === undefined && value === undefined && unit === undefined) return undefined;
  if (metric !== undefined && value !== undefined) return { metric, value, unit };
  problems.push("a long file needs both --metric-column and --value-column");
  return undefined;
}

function positionOf(values: Values, problems: string[]): ReplayOptions["position"] {
  const { lat, lon } = values;
  const speed = values["speed-column"];
  const course = values["course-column"];
  if (lat === undefined && lon === undefined && speed === undefined && course === undefined) return undefined;
  if (lat !== undefined && lon !== undefined) return { lat, lon, speed, course };
  problems.push("positions need both --lat and --lon");
  return undefined;
}

function qualityOf(text: string | undefined, problems: string[]): ReplayOptions["quality"] {
  if (text === undefined) return undefined;
  const at = text.lastIndexOf("=");
  const good = text
    .slice(at + 1)
    .split(",")
    .filter((word) => word !== "");
  if (at > 0 && good.length > 0) return { column: text.slice(0, at), good };
  problems.push(`--quality: found "${text}", expected COLUMN=WORD or COLUMN=WORD,WORD`);
  return undefined;
}

function speedOf(text: string | undefined, problems: string[]): number {
  if (text === undefined) return 1;
  if (text === "max") return Number.POSITIVE_INFINITY;
  const speed = Number(text);
  if (speed > 0 && Number.isFinite(speed)) return speed;
  problems.push(`--speed: found "${text}", expected a number above 0, or max`);
  return 1;
}

function shiftOf(text: string | undefined, problems: string[]): ReplayOptions["shift"] {
  if (text === undefined || text === "now") return "now";
  if (text === "end" || text === "none") return text;
  problems.push(`--shift: found "${text}", expected now, end or none`);
  return "now";
}

function countOf(text: string | undefined, problems: string[]): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  problems.push(`--rows: found "${text}", expected a whole number above 0`);
  return Number.POSITIVE_INFINITY;
}
