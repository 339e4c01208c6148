import { feedWatermark } from "#lib/feed/sql.ts";
import type { Run, Worker } from "../feeds/feed.ts";
import { run as runStages } from "../pipeline.ts";
import type { NewAssets } from "../stages/allowance.ts";
import type { Course } from "../stages/batch.ts";
import { Collector } from "../stages/collector.ts";
import { Intake } from "../stages/intake.ts";
import { backoffMs, orStopped, pause } from "./backoff.ts";
import { openSource, type Row, type Source, type SourceQuery } from "./sql/source.ts";
import { isWatermark, type Watermark } from "./sql/watermark.ts";

export type SqlSource = SourceQuery & {
  url: string;
  /** Seconds between polls, when nothing wakes them. */
  pollS: number;
  read(row: Row, out: Collector): void;
  sentinels: readonly number[];
  newAssets: NewAssets;
};

/** Rows that committed late are looked for again; those seen lately need not be stored again. */
const MOST_SEEN = 50_000;

/**
 * Reads a department's PostgreSQL: new and changed rows after the watermark, page by page, each page stored
 * together with the watermark that it stands for. A crash in between reads the page again, which changes nothing.
 */
export function startSql(source: SqlSource, run: Run): Worker {
  const stopping = new AbortController();
  const { signal } = stopping;
  const origin = `sql ${source.column}`;
  let seen = new Set<string>();
  const lastRound = loop();
  return {
    async stop() {
      stopping.abort();
      await lastRound;
    },
  };

  async function loop(): Promise<void> {
    for (let attempt = 0; !signal.aborted; attempt++) {
      if (attempt === 0) run.report("connecting");
      const startedAt = Date.now();
      const error = await connectAndPoll();
      if (signal.aborted) return;
      if (Date.now() - startedAt > 60_000) attempt = 0;
      run.report("retrying", error.message);
      await pause(backoffMs(attempt), signal);
    }
  }

  async function connectAndPoll(): Promise<Error> {
    let connection: Source | undefined;
    try {
      connection = await openSource(source, signal);
      const stored = await feedWatermark(run.world.pool, run.feed.id);
      let watermark = isWatermark(stored) ? stored : null;
      run.report("live", connection.warning);
      await store(await connection.ahead(), undefined);
      while (!signal.aborted) {
        watermark = await poll(connection, watermark);
        await connection.woken(source.pollS * 1_000);
      }
      return new Error("stopped");
    } catch (error) {
      return error as Error;
    } finally {
      await connection?.close();
    }
  }

  async function poll(connection: Source, from: Watermark | null): Promise<Watermark | null> {
    let watermark = from;
    if (watermark && source.overlap > 0) {
      for await (const rows of connection.late(watermark)) await store(rows, undefined);
    }
    for await (const rows of connection.after(watermark)) {
      watermark = rows.at(-1)?.watermark ?? watermark;
      await store(rows, watermark ?? undefined);
      if (signal.aborted) break;
    }
    return watermark;
  }

  async function store(rows: Row[], watermark: Watermark | undefined): Promise<void> {
    const fresh = rows.filter((row) => !seen.has(nameOf(row)));
    if (fresh.length === 0) return;
    if (run.world.sink.pressure() >= 1) await orStopped(run.world.sink.drained(), signal);
    const collector = new Collector(run.book, run.owed);
    const settled = new Promise<"committed" | Error>((settle) => {
      const payload = (index: number) => Buffer.from(JSON.stringify(placeOf(fresh[index])));
      const intake = new Intake(run.feed.id, { origin, payload, ticket: { settle } });
      intake.watermark = watermark;
      collector.begin(intake);
    });
    fresh.forEach((row, index) => {
      collector.item(index);
      source.read(row, collector);
    });
    for (const intake of await runStages(collector.take(Date.now()), course())) run.world.sink.add(intake);
    const result = await orStopped(settled, signal);
    if (result !== "committed") throw result;
    if (seen.size > MOST_SEEN) seen = new Set();
    for (const row of fresh) seen.add(nameOf(row));
  }

  function course(): Course {
    return {
      feed: run.feed,
      book: run.book,
      register: run.world.register,
      sentinels: source.sentinels,
      newAssets: source.newAssets,
      async patience(error, attempt) {
        if (signal.aborted) throw error;
        await pause(backoffMs(attempt), signal);
      },
    };
  }

  /** Where a refused row stands in its own database. Its other columns may be personal data and are not kept. */
  function placeOf(row: Row | undefined): Record<string, unknown> {
    return { [source.column]: row?.values[source.column], [source.key]: row?.values[source.key] };
  }
}

function nameOf({ watermark }: Row): string {
  return `${watermark.at}\u0000${watermark.key}`;
}
