import type { Register } from "#components/live/register.ts";
import type { Asset, Series } from "#lib/asset/model.ts";
import { metricById } from "#lib/metric/catalog.ts";
import { fromTable } from "#lib/table.ts";

export type LonLat = readonly [lon: number, lat: number];
/** What stands near a place: how far, and the series that says most about it. */
export type Neighbour = { asset: Asset; km: number; series: Series | undefined };

export const NEAR_KM = 15;
const MOST = 12;
const EARTH_KM = 6_371;

/** Great-circle distance; exact enough up to some hundred kilometres. */
export function kmBetween([lonA, latA]: LonLat, [lonB, latB]: LonLat): number {
  const rad = Math.PI / 180;
  const dLat = (latB - latA) * rad;
  const dLon = (lonB - lonA) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(latA * rad) * Math.cos(latB * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Cameras first, then the nearest; the object itself left out, and what has been taken away. */
export function neighboursOf(register: Register, place: LonLat, but: number | null): Neighbour[] {
  const byAsset = seriesByAsset(register);
  return register.assets
    .flatMap((asset) => {
      if (asset.id === but || asset.lon === null || asset.lat === null) return [];
      const km = kmBetween(place, [asset.lon, asset.lat]);
      return km <= NEAR_KM ? [{ asset, km, series: telling(byAsset.get(asset.id)) }] : [];
    })
    .toSorted((a, b) => Number(isCamera(b)) - Number(isCamera(a)) || a.km - b.km)
    .slice(0, MOST);
}

export function isCamera({ asset }: Neighbour): boolean {
  return asset.kind === "camera";
}

const lists = new WeakMap<Register, Map<number, Series[]>>();

/** Made once a register: it is asked for each alert that somebody looks at. */
function seriesByAsset(register: Register): Map<number, Series[]> {
  let map = lists.get(register);
  if (!map) {
    map = Map.groupBy(fromTable(register.payload.series), (series) => series.assetId);
    lists.set(register, map);
  }
  return map;
}

/** The one whose value is judged by levels, else the first. */
function telling(series: readonly Series[] | undefined): Series | undefined {
  return series?.find((one) => metricById(one.metricId)?.levels) ?? series?.[0];
}
