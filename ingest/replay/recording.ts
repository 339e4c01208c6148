import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import type { Row } from "./mapping.ts";

/** A CSV file, read as a stream however long it is. */
export type Recording = {
  columns: string[];
  bytes: number;
  /** Rows in the file's order; `read` is how many bytes of it have been read. */
  rows(): AsyncGenerator<{ row: Row; read: number }>;
};

/** @throws Error when the file cannot be read or its first line holds no column names */
export async function openRecording(path: string, delimiter: string): Promise<Recording> {
  const { size } = await stat(path);
  async function* rows(): AsyncGenerator<{ row: Row; read: number }> {
    // Small sips, so that what has been read says how far the playing has come.
    const source = createReadStream(path, { highWaterMark: 4_096 });
    const parser = parse({
      delimiter,
      bom: true,
      columns: true,
      skip_empty_lines: true,
      relax_column_count: true,
    });
    const flow = pipeline(source, parser).catch((error: unknown) => parser.destroy(error as Error));
    try {
      for await (const row of parser) yield { row: row as Row, read: source.bytesRead };
    } finally {
      source.destroy();
      await flow;
    }
  }
  return { columns: await columnsOf(path, delimiter), bytes: size, rows };
}

async function columnsOf(path: string, delimiter: string): Promise<string[]> {
  const source = createReadStream(path);
  const parser = source.pipe(parse({ delimiter, bom: true, to_line: 1, relax_column_count: true }));
  source.on("error", (error) => parser.destroy(error));
  try {
    for await (const record of parser) return (record as string[]).map((name) => name);
  } finally {
    source.destroy();
  }
  throw new Error(`${path} is empty`);
}
