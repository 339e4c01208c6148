import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Pool } from "#lib/db/pool.ts";
import { feedRows } from "#lib/feed/sql.ts";
import type { Delivery } from "./delivery.ts";
import type { Sink } from "./sink.ts";

export type Metrics = {
  stored(part: readonly Delivery[], ms: number): void;
  text(): Promise<{ type: string; text: string }>;
};

const COUNTS = ["received", "stored", "duplicates", "corrected", "graded", "refused"] as const;

/** What a monitoring system may ask of this process, in Prometheus' text form. */
export function openMetrics(pool: Pool, sink: () => Sink): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const commit = new Histogram({
    name: "haidang_ingest_commit_seconds",
    help: "Time of one storing transaction",
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  const batch = new Histogram({
    name: "haidang_ingest_batch_deliveries",
    help: "Messages stored by one transaction",
    buckets: [1, 10, 100, 1_000, 2_500, 5_000, 10_000],
    registers: [registry],
  });
  new Gauge({
    name: "haidang_ingest_pressure",
    help: "Rows that wait to be stored, 1 = no more is taken in",
    registers: [registry],
    collect() {
      this.set(sink().pressure());
    },
  });
  new Gauge({
    name: "haidang_ingest_trouble_seconds",
    help: "Since when the database refuses to store, 0 = it stores",
    registers: [registry],
    collect() {
      const trouble = sink().trouble();
      this.set(trouble ? (Date.now() - trouble.since) / 1_000 : 0);
    },
  });
  const counters = COUNTS.map(
    (name) =>
      new Counter({
        name: `haidang_feed_${name}_total`,
        help: `Readings, positions and records ${name}, since the feed was made`,
        labelNames: ["feed"],
        registers: [registry],
      }),
  );
  return {
    stored(part, ms) {
      commit.observe(ms / 1_000);
      batch.observe(part.length);
    },
    async text() {
      // The database counts, in the transactions that store: it is right across processes and restarts.
      const rows = await feedRows(pool).catch(() => []);
      COUNTS.forEach((name, i) => {
        counters[i]?.reset();
        for (const row of rows) counters[i]?.inc({ feed: row.feedId }, row[name]);
      });
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}
