import { IDENT } from "#lib/asset/model.ts";
import { readNumber } from "#lib/feed/quantity.ts";
import { type TimeReader, timeReader } from "#lib/feed/time.ts";
import { metricById, metrics } from "#lib/metric/catalog.ts";
import { nearest } from "./nearest.ts";
import type { ReplayOptions } from "./options.ts";

export type Row = Record<string, string>;

/** What one row says, with its recorded time in ms. */
export type Said = { topic: string; time: number; fields: Record<string, number | string> };

export type Skip = "no_time" | "empty" | "not_a_number" | "unknown_metric" | "bad_asset";

/** Reads rows of one file. Reports what it leaves out. */
export type RowReader = {
  time(row: Row): number;
  said(row: Row, skip: (why: Skip) => void): Said[];
};

export class MappingFault extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

type Wide = { column: string; asset: string | undefined; metric: string; unit: string | undefined };

/**
 * Makes the reader of a file with these columns.
 * @throws MappingFault naming every column, metric, asset or time format that does not fit
 */
export function rowReader(options: ReplayOptions, columns: readonly string[]): RowReader {
  const problems: string[] = [];
  const wides = options.maps.map((text) => wideOf(text, problems)).filter((wide) => wide !== undefined);
  checkColumns(options, wides, { columns, problems });
  for (const { metric } of wides) if (!metricById(metric)) problems.push(unknownMetric(metric));
  for (const asset of [options.asset, ...wides.map((wide) => wide.asset)]) {
    if (asset !== undefined && !IDENT.test(options.prefix + asset))
      problems.push(badAsset(options.prefix + asset));
  }
  if (!IDENT.test(options.feed)) problems.push(`--feed: "${options.feed}" is no identifier`);
  if (wides.some((wide) => wide.asset === undefined) || options.long || options.position) {
    if (options.asset === undefined && options.assetColumn === undefined) {
      problems.push(
        "say which asset it is: --asset KEY, --asset-column COLUMN, or --map COLUMN=ASSET/METRIC",
      );
    }
  }
  const readTime = timeReaderOf(options, problems);
  if (problems.length > 0) throw new MappingFault(problems);
  return readerOf(options, wides, readTime);
}

function readerOf(options: ReplayOptions, wides: readonly Wide[], readTime: TimeReader): RowReader {
  const clock = timeText(options.time);
  const time = (row: Row) => readTime(clock(row));
  const number = (text: string | undefined) => numberOf(text, options.decimalComma);

  return {
    time,
    said(row, skip) {
      const at = time(row);
      if (Number.isNaN(at)) {
        skip("no_time");
        return [];
      }
      const own =
        options.asset ?? (options.assetColumn === undefined ? undefined : row[options.assetColumn]?.trim());
      const doubt = doubtIn(options, row);
      const found: Said[] = [];
      const put = (asset: string | undefined, last: string, fields: Said["fields"]) => {
        const key = options.prefix + (asset ?? "");
        if (!asset || !IDENT.test(key)) skip("bad_asset");
        else found.push({ topic: `ioc/${options.feed}/${key}/${last}`, time: at, fields });
      };
      const reading = (
        asset: string | undefined,
        metric: string,
        cell: { text: string | undefined; unit: string | undefined },
      ) => {
        const v = number(cell.text);
        if (typeof v === "string") skip(v);
        else put(asset, metric, { v, ...(cell.unit && { u: cell.unit }), ...(doubt && { q: doubt }) });
      };
      for (const wide of wides)
        reading(wide.asset ?? own, wide.metric, { text: row[wide.column], unit: wide.unit });
      if (options.long) {
        const metric = row[options.long.metric]?.trim() ?? "";
        const unit = options.long.unit === undefined ? undefined : row[options.long.unit]?.trim();
        if (metricById(metric)) reading(own, metric, { text: row[options.long.value], unit });
        else skip("unknown_metric");
      }
      if (options.position) {
        const { lat, lon, speed, course } = options.position;
        const fields: Said["fields"] = {};
        for (const [name, column] of Object.entries({ lat, lon, speed, course })) {
          const value = column === undefined ? undefined : number(row[column]);
          if (typeof value === "number") fields[name] = value;
        }
        if (fields.lat === undefined || fields.lon === undefined) skip("empty");
        else put(own, "position", doubt ? { ...fields, q: doubt } : fields);
      }
      return found;
    },
  };
}

function wideOf(text: string, problems: string[]): Wide | undefined {
  const at = text.lastIndexOf("=");
  const [target = "", unit] = text.slice(at + 1).split("@", 2);
  const parts = target.split("/");
  const metric = parts.pop() ?? "";
  if (at <= 0 || metric === "" || parts.length > 1) {
    problems.push(
      `--map: found "${text}", expected COLUMN=METRIC or COLUMN=ASSET/METRIC, then perhaps @UNIT`,
    );
    return undefined;
  }
  return { column: text.slice(0, at), asset: parts[0], metric, unit };
}

type Against = { columns: readonly string[]; problems: string[] };

function checkColumns(options: ReplayOptions, wides: readonly Wide[], { columns, problems }: Against): void {
  const used = [
    ...columnsOf(options.time),
    ...wides.map((wide) => wide.column),
    ...Object.values(options.long ?? {}),
    ...Object.values(options.position ?? {}),
    options.assetColumn,
    options.quality?.column,
  ].filter((column) => column !== undefined);
  const missing = [...new Set(used.filter((column) => !columns.includes(column)))];
  for (const column of missing) {
    const guess = nearest(column, columns);
    problems.push(`there is no column "${column}"${guess ? `; did you mean "${guess}"?` : ""}`);
  }
  if (missing.length > 0) problems.push(`the file has: ${columns.map((column) => `"${column}"`).join(", ")}`);
}

function unknownMetric(metric: string): string {
  const guess = nearest(
    metric,
    metrics.map((each) => each.id),
  );
  return `there is no metric "${metric}"${guess ? `; did you mean "${guess}"?` : ""}`;
}

function badAsset(key: string): string {
  return `asset "${key}" is no identifier: letters, digits, _ and -, at most 64`;
}

function timeReaderOf(options: ReplayOptions, problems: string[]): TimeReader {
  try {
    return timeReader(options.timeFormat, options.zone);
  } catch (error) {
    problems.push(`--time-format, --zone: ${(error as Error).message}`);
    return () => Number.NaN;
  }
}

const TEMPLATE = /\{([^}]+)\}/g;

function columnsOf(time: string): string[] {
  const named = [...time.matchAll(TEMPLATE)].map((match) => match[1] as string);
  return named.length > 0 ? named : [time];
}

function timeText(time: string): (row: Row) => string {
  if (!time.includes("{")) return (row) => row[time]?.trim() ?? "";
  return (row) => time.replace(TEMPLATE, (_, column: string) => row[column]?.trim() ?? "");
}

function doubtIn({ quality }: ReplayOptions, row: Row): string | undefined {
  const word = quality && row[quality.column]?.trim();
  return word === undefined || quality?.good.includes(word) ? undefined : word || "unknown";
}

/** Cells of a file say their notation by an option; `--decimal-comma` is one, a point the other. */
function numberOf(text: string | undefined, decimalComma: boolean): number | "empty" | "not_a_number" {
  const read = readNumber(text ?? "", decimalComma ? "comma" : "point");
  if (typeof read === "number") return read;
  return read === "missing_value" ? "empty" : "not_a_number";
}
