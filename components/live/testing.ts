import type { Asset, TrialAsset } from "#lib/asset/model.ts";
import type { FrameMeta, Payloads, RegisterPayload, Topic } from "#lib/protocol.ts";
import { frameBytes, positionColumns, readingColumns } from "#lib/reading/frame.ts";
import { toTable } from "#lib/table.ts";

/** Frames as the server makes them, for tests. */
export function meta(topic: Topic, version: number, full = false, behind = 0): FrameMeta {
  return { topic, version, full, behind, serverTime: 0 };
}

export type Row = [seriesId: number, time: number, value: number, quality?: number];

export function readings(...rows: Row[]): Uint8Array {
  const columns = readingColumns(rows.length);
  rows.forEach(([id, time, value, quality = 0], i) => {
    columns.ids[i] = id;
    columns.time[i] = time;
    columns.value[i] = value;
    columns.quality[i] = quality;
  });
  return frameBytes(columns);
}

export function positions(...rows: [assetId: number, time: number, lon: number, lat: number][]): Uint8Array {
  const columns = positionColumns(rows.length);
  rows.forEach(([id, time, lon, lat], i) => {
    columns.ids[i] = id;
    columns.time[i] = time;
    columns.lon[i] = lon;
    columns.lat[i] = lat;
    columns.speed[i] = 12;
    columns.course[i] = 90;
  });
  return frameBytes(columns);
}

export function json<N extends keyof Payloads>(payload: Payloads[N]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(payload));
}

/** Two gauges with limits of their own, a rain gauge, a boat; the gauges' feed is simulated. */
export const REGISTER: RegisterPayload = {
  assets: toTable([
    asset(1, "an-hoa", "gauge", [109.0, 13.9]),
    asset(2, "thanh-hoa", "gauge", [109.1, 13.8]),
    asset(3, "bong-son", "rain_gauge", [null, null]),
    asset(9, "tau-1", "vessel", [null, null]),
  ]),
  series: toTable([
    { id: 12, assetId: 2, metricId: "water_level", feedId: "thuy-van", periodS: 600 },
    { id: 11, assetId: 1, metricId: "water_level", feedId: "thuy-van", periodS: 60 },
    { id: 13, assetId: 3, metricId: "rain_1h", feedId: "mua", periodS: 600 },
  ]),
  onTrial: toTable<TrialAsset>([
    { id: 20, key: "mua-thu", nameVi: "Trạm mưa thử", nameEn: "", lon: 109.2, lat: 13.7, status: "testing" },
  ]),
  thresholds: [
    {
      assetId: 1,
      metricId: "water_level",
      levels: [
        { id: "bd1", value: 6, severity: 1 },
        { id: "bd2", value: 7, severity: 2 },
        { id: "bd3", value: 8, severity: 4 },
      ],
      source: "QĐ 05/2020/QĐ-TTg",
      verified: true,
    },
  ],
  feeds: [
    { id: "thuy-van", nameVi: "Thủy văn", nameEn: "Rivers", simulated: true },
    { id: "mua", nameVi: "Mưa", nameEn: "Rain", simulated: false },
  ],
  agencies: [],
  province: null,
};

function asset(id: number, key: string, kind: string, [lon, lat]: [number | null, number | null]): Asset {
  const names = { nameVi: `Trạm ${key}`, nameEn: key };
  return {
    id,
    key,
    kind,
    ...names,
    lon,
    lat,
    basin: null,
    unitCode: null,
    feedId: "thuy-van",
    illustrative: false,
  };
}
