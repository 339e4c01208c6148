import type { Asset, Series, ThresholdSet, TrialAsset } from "#lib/asset/model.ts";
import { metricById } from "#lib/metric/catalog.ts";
import type { RegisterPayload, SourceName } from "#lib/protocol.ts";
import { fromTable } from "#lib/table.ts";
import { levelIndex } from "#lib/threshold/level.ts";

/** The register as the screen asks it: by number, by key, by metric. */
export type Register = {
  readonly payload: RegisterPayload;
  readonly assets: readonly Asset[];
  /** Not among the assets: no figure, list or chart comes upon them. */
  readonly onTrial: readonly TrialAsset[];
  asset(id: number): Asset | undefined;
  assetByKey(key: string): Asset | undefined;
  series(id: number): Series | undefined;
  /** Series of a metric, by asset key. */
  seriesOf(metricId: string): readonly Series[];
  seriesAt(assetId: number, metricId: string): Series | undefined;
  source(feedId: string | null): SourceName | undefined;
  agency(id: string | null): { nameVi: string; nameEn: string } | undefined;
  /** The limits that hold for an asset: its own, else those of all. */
  thresholds(assetId: number, metricId: string): ThresholdSet | undefined;
  /** Index into the items of the metric's level scale; undefined when nothing judges the value. */
  level(series: Series, value: number): number | undefined;
};

const NOTHING: readonly Series[] = [];

export function registerOf(payload: RegisterPayload): Register {
  const allAssets = fromTable(payload.assets);
  const allSeries = fromTable(payload.series);
  const assets = new Map(allAssets.map((a) => [a.id, a]));
  const keys = new Map(allAssets.map((a) => [a.key, a]));
  const series = new Map(allSeries.map((s) => [s.id, s]));
  const places = new Map(allSeries.map((s) => [`${s.assetId} ${s.metricId}`, s]));
  const feeds = new Map(payload.feeds.map((f) => [f.id, f]));
  const agencies = new Map(payload.agencies.map((a) => [a.id, a]));
  const limits = new Map(payload.thresholds.map((t) => [`${t.assetId ?? "*"} ${t.metricId}`, t]));
  const order = (s: Series) => assets.get(s.assetId)?.key ?? "";
  const byMetric = Map.groupBy(allSeries, (s) => s.metricId);
  for (const list of byMetric.values()) list.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const thresholds = (assetId: number, metricId: string) =>
    limits.get(`${assetId} ${metricId}`) ?? limits.get(`* ${metricId}`);
  return {
    payload,
    assets: allAssets,
    onTrial: fromTable(payload.onTrial),
    asset: (id) => assets.get(id),
    assetByKey: (key) => keys.get(key),
    series: (id) => series.get(id),
    seriesOf: (metricId) => byMetric.get(metricId) ?? NOTHING,
    seriesAt: (assetId, metricId) => places.get(`${assetId} ${metricId}`),
    source: (feedId) => (feedId === null ? undefined : feeds.get(feedId)),
    agency: (id) => (id === null ? undefined : agencies.get(id)),
    thresholds,
    level: (s, value) => {
      const metric = metricById(s.metricId);
      return metric && levelIndex(metric, thresholds(s.assetId, s.metricId), value);
    },
  };
}
