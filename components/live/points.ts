import { doubtIn, LEVEL_UNKNOWN, type PointColumns, type TrialColumns } from "#components/map/view.ts";
import type { Series } from "#lib/asset/model.ts";
import { staleAt } from "./age.ts";
import type { Made } from "./cached.ts";
import type { LiveStore } from "./store.ts";

/** Newest value of a metric at every object that has a place. */
export function metricPoints(store: LiveStore, metric: string, now: number): Made<PointColumns> {
  const { register } = store;
  const table = store.readingsOf(metric);
  const list: Series[] = [];
  let expected = 0;
  for (const series of register?.seriesOf(metric) ?? []) {
    const asset = register?.asset(series.assetId);
    if (asset?.lon == null || asset.lat == null) continue;
    expected++;
    if (!table || table.slotOf(series.id) < 0) continue;
    list.push(series);
  }
  const n = list.length;
  const points = {
    count: n,
    expected,
    assetIds: new Float64Array(n),
    names: list.map((s) => register?.asset(s.assetId)?.nameVi ?? ""),
    sources: list.map((s) => register?.source(s.feedId)?.nameVi ?? s.feedId),
    lonLat: new Float64Array(2 * n),
    value: new Float64Array(n),
    timeMs: new Float64Array(n),
    level: new Uint8Array(n),
    doubt: new Uint8Array(n),
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
    points.doubt[i] = doubtIn({ stale: now >= grey, quality: table.quality(slot) });
    points.simulated[i] = Number(register.source(series.feedId)?.simulated ?? false);
    if (now < grey) until = Math.min(until, grey);
  }
  return { value: points, until };
}

/** Devices that nobody has confirmed. */
export function trialColumns(store: LiveStore): Made<TrialColumns> {
  const devices = store.register?.onTrial ?? [];
  const value: TrialColumns = {
    count: devices.length,
    ids: Float64Array.from(devices, (d) => d.id),
    keys: devices.map((d) => d.key),
    names: devices.map((d) => d.nameVi),
    lonLat: Float64Array.from(devices.flatMap((d) => [d.lon, d.lat])),
    testing: Uint8Array.from(devices, (d) => Number(d.status === "testing")),
  };
  return { value, until: Number.POSITIVE_INFINITY };
}
