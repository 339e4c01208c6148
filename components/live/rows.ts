import type { Asset, Series } from "#lib/asset/model.ts";
import type { SourceName } from "#lib/protocol.ts";
import { staleAt } from "./age.ts";
import type { Made } from "./cached.ts";
import type { LiveStore } from "./store.ts";

/** Newest value of one series as a screen shows it. */
export type Reading = {
  readonly seriesId: number;
  /** In the metric's unit. */
  readonly value: number;
  /** Event time, ms. */
  readonly time: number;
  /** Bit set of Quality (lib/reading/model.ts); 0 = good. */
  readonly quality: number;
  /** Older than three of its periods. */
  readonly stale: boolean;
};

/** A reading with everything that names it. */
export type MetricRow = Reading & {
  readonly series: Series;
  readonly asset: Asset;
  readonly source: SourceName | undefined;
  /** Index into the items of the metric's level scale; undefined when nothing judges the value. */
  readonly level: number | undefined;
};

export function readingOf(store: LiveStore, seriesId: number, now: number): Made<Reading | undefined> {
  const series = store.register?.series(seriesId);
  const table = series && store.readingsOf(series.metricId);
  const slot = table?.slotOf(seriesId) ?? -1;
  if (!series || !table || slot < 0) return { value: undefined, until: Number.POSITIVE_INFINITY };
  const time = table.time(slot);
  const until = staleAt(time, series.periodS);
  const stale = now >= until;
  return {
    value: { seriesId, value: table.value(slot), time, quality: table.quality(slot), stale },
    until: stale ? Number.POSITIVE_INFINITY : until,
  };
}

/** Answers with the same object while the reading is the same. */
export function readingReader(store: LiveStore, seriesId = -1): () => Reading | undefined {
  let last: Reading | undefined;
  return () => {
    const { value } = readingOf(store, seriesId, store.now());
    if (!isSame(last, value)) last = value;
    return last;
  };
}

function isSame(a: Reading | undefined, b: Reading | undefined): boolean {
  if (!a || !b) return a === b;
  return a.time === b.time && a.value === b.value && a.quality === b.quality && a.stale === b.stale;
}

/** Every series of a metric that has a value, by asset key. */
export function metricRows(store: LiveStore, metric: string, now: number): Made<readonly MetricRow[]> {
  const { register } = store;
  const rows: MetricRow[] = [];
  let until = Number.POSITIVE_INFINITY;
  for (const series of register?.seriesOf(metric) ?? []) {
    const asset = register?.asset(series.assetId);
    const made = readingOf(store, series.id, now);
    if (!asset || !made.value) continue;
    until = Math.min(until, made.until);
    const source = register?.source(series.feedId);
    rows.push({ ...made.value, series, asset, source, level: register?.level(series, made.value.value) });
  }
  return { value: rows, until };
}
