import pg from "pg";
import { pagesAfter, pagesLate, rowsAhead } from "./pages.ts";
import type { Watermark } from "./watermark.ts";

export type SourceQuery = {
  url: string;
  /** A SELECT whose rows are the items; it is wrapped, never pasted together with data. */
  query: string;
  /** Column that grows with every change, and whether it is a time or a number. */
  column: string;
  columnKind: "time" | "number";
  /** Unique column that orders rows of one instant. */
  key: string;
  /** How far behind the newest row (seconds, or units of a number) a late commit may still appear. */
  overlap: number;
  pageRows: number;
  timeoutMs: number;
  /** Channel on which the source notifies. */
  listen?: string;
};

export type Row = { values: Record<string, unknown>; watermark: Watermark };

export type Source = {
  /** What an administrator should know of this account. */
  warning: string | undefined;
  /** Pages of rows after the watermark; all of them when there is none. */
  after(watermark: Watermark | null): AsyncGenerator<Row[]>;
  /** Pages of rows up to the watermark that may have committed late. */
  late(watermark: Watermark): AsyncGenerator<Row[]>;
  /** Rows whose time lies more than a day ahead: a page of them at most. */
  ahead(): Promise<Row[]>;
  /** Resolves at a notice, after `ms`, or when the signal says stop. @throws when the connection is lost */
  woken(ms: number): Promise<void>;
  close(): Promise<void>;
};

const CONNECT_MS = 10_000;
const [TIMESTAMP, NUMERIC] = [1114, 1700];

/** Connects to a department's database; every transaction there is read only. */
export async function openSource(query: SourceQuery, signal: AbortSignal): Promise<Source> {
  const client = new pg.Client({
    connectionString: query.url,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: "hai-dang",
    options: `-c default_transaction_read_only=on -c statement_timeout=${query.timeoutMs} -c TimeZone=UTC -c DateStyle=ISO`,
    types: { getTypeParser: asSourceWrites },
  });
  let lost: Error | undefined;
  let noticed = false;
  let wake: () => void = () => {};
  client.on("error", (error) => {
    lost ??= error;
    wake();
  });
  client.on("end", () => {
    lost ??= new Error("the source closed the connection");
    wake();
  });
  client.on("notification", () => {
    noticed = true;
    wake();
  });
  // A query under way at a stop is not waited for.
  const abandon = () => void client.end().catch(() => {});
  signal.addEventListener("abort", abandon, { once: true });
  const close = async () => {
    signal.removeEventListener("abort", abandon);
    await client.end().catch(() => {});
  };
  let warning: string | undefined;
  try {
    await client.connect();
    if (query.listen) await client.query(`LISTEN ${pg.escapeIdentifier(query.listen)}`);
    warning = await warningOf(client);
  } catch (error) {
    // A department's account has few connections: each failed try must give its own back.
    await close();
    throw error;
  }
  return {
    warning,
    after: (watermark) => pagesAfter(client, query, watermark),
    late: (watermark) => pagesLate(client, query, watermark),
    ahead: () => rowsAhead(client, query),
    async woken(ms) {
      if (!noticed && !lost && !signal.aborted) {
        await new Promise<void>((done) => {
          const timer = setTimeout(done, ms);
          wake = () => {
            clearTimeout(timer);
            done();
          };
          signal.addEventListener("abort", wake, { once: true });
        });
        signal.removeEventListener("abort", wake);
      }
      noticed = false;
      if (lost) throw lost;
    },
    close,
  };
}

/**
 * A timestamp without a zone stays text: whose clock it was is for the mapping to say. A numeric is a number, whatever
 * notation the texts of the source have; what a double cannot hold (15 digits, NaN) stays text.
 */
function asSourceWrites(oid: number, format?: "text" | "binary") {
  if (oid === TIMESTAMP) return (text: string) => text;
  if (oid === NUMERIC) return (text: string) => (/^-?(?:\d\.?){1,15}$/.test(text) ? Number(text) : text);
  return pg.types.getTypeParser(oid, format as "text");
}

async function warningOf(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ rolsuper: boolean }>(
    "SELECT rolsuper FROM pg_roles WHERE rolname = current_user",
  );
  return rows[0]?.rolsuper ? "this account is a superuser: use one that may only read" : undefined;
}
