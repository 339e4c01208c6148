import { type AssetColumns, LEVEL_UNKNOWN, type PointColumns } from "#components/map/view.ts";
import type { Series } from "#lib/asset/model.ts";
import { staleAt } from "./age.ts";
import type { Made } from "./cached.ts";
import type { LiveStore } from "./store.ts";

/** Newest value of a metric at every object that has a place. */
export function metricPoints(store: LiveStore, metric: string, now: number): Made<PointColumns> {
  const { register } = store;
  const table = store.readingsOf(metric);
  const list: Series[] = [];
  for (const series of register?.seriesOf(metric) ?? []) {
    const asset = register?.asset(series.assetId);
    if (asset?.lon == null || asset.lat == null || !table || table.slotOf(series.id) < 0) continue;
    list.push(series);
  }
  const n = list.length;
  const points = {
    count: n,
    assetIds: new Float64Array(n),
    names: list.map((s) => register?.asset(s.assetId)?.nameVi ?? ""),
    sources: list.map((s) => register?.source(s.feedId)?.nameVi ?? s.feedId),
    lonLat: new Float64Array(2 * n),
    value: new Float64Array(n),
    timeMs: new Float64Array(n),
    level: new Uint8Array(n),
    stale: new Uint8Array(n),
    simulated: new Uint8Array(n),
  };
  let until = Number.POSITIVE_INFINITY;
  for (let i = 0; i < n && register && table; i++) {
    const series = list[i] as Series;
    const asset = register.asset(series.assetId);
    const slot = table.slotOf(series.id);
    const value = table.value(slot);
    const time = table.time(slot);
    const grey = staleAt(time, series.periodS);
    points.assetIds[i] = series.assetId;
    points.lonLat[2 * i] = asset?.lon as number;
    points.lonLat[2 * i + 1] = asset?.lat as number;
    points.value[i] = value;
    points.timeMs[i] = time;
    points.level[i] = register.level(series, value) ?? LEVEL_UNKNOWN;
    points.stale[i] = Number(now >= grey);
    points.simulated[i] = Number(register.source(series.feedId)?.simulated ?? false);
    if (now < grey) until = Math.min(until, grey);
  }
  return { value: points, until };
}

/** Known objects; the level is the highest among the metrics given. */
export function assetColumns(store: LiveStore, metrics: readonly string[]): Made<AssetColumns> {
  const assets = store.register?.assets ?? [];
  const lonLat = new Float64Array(2 * assets.length);
  assets.forEach((asset, i) => {
    lonLat[2 * i] = asset.lon ?? Number.NaN;
    lonLat[2 * i + 1] = asset.lat ?? Number.NaN;
  });
  const value: AssetColumns = {
    count: assets.length,
    ids: Float64Array.from(assets, (a) => a.id),
    keys: assets.map((a) => a.key),
    kinds: assets.map((a) => a.kind),
    names: assets.map((a) => a.nameVi),
    lonLat,
    level: Uint8Array.from(assets, (a) => highestLevel(store, a.id, metrics)),
    unconfirmed: Uint8Array.from(assets, (a) => Number(a.status === "unconfirmed")),
  };
  return { value, until: Number.POSITIVE_INFINITY };
}

function highestLevel(store: LiveStore, assetId: number, metrics: readonly string[]): number {
  let highest = -1;
  for (const metric of metrics) {
    const series = store.register?.seriesAt(assetId, metric);
    const table = store.readingsOf(metric);
    const slot = series && table ? table.slotOf(series.id) : -1;
    if (!series || !table || slot < 0) continue;
    highest = Math.max(highest, store.register?.level(series, table.value(slot)) ?? -1);
  }
  return highest < 0 ? LEVEL_UNKNOWN : highest;
}
