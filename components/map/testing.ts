import type { LayerView, PointColumns, TrackColumns, TrialColumns } from "./view.ts";

/** Two of everything, the second stale: enough for any layer to draw. */
export const NOW = Date.UTC(2025, 10, 18, 4);

const points: PointColumns = {
  count: 2,
  expected: 2,
  assetIds: new Float64Array([1, 2]),
  names: ["Thạnh Hòa", "Vân Canh"],
  sources: ["PCTT", "PCTT"],
  lonLat: new Float64Array([109.1167, 13.9167, 108.997, 13.62]),
  value: new Float64Array([47.5, 42.1]),
  timeMs: new Float64Array([NOW - 60_000, NOW - 7_200_000]),
  level: new Uint8Array([2, 1]),
  doubt: new Uint8Array([0, 1]),
  simulated: new Uint8Array([1, 1]),
};

const tracks: TrackColumns = {
  count: 2,
  assetIds: new Float64Array([11, 12]),
  names: ["BĐ-90001-TS", "BĐ-90002-TS"],
  sources: ["VMS", "VMS"],
  lonLat: new Float64Array([109.6, 13.9, 109.9, 14.2]),
  courseDeg: new Float32Array([45, Number.NaN]),
  speedKmh: new Float32Array([9, Number.NaN]),
  timeMs: new Float64Array([NOW - 60_000, NOW - 30_000_000]),
  level: new Uint8Array([255, 255]),
  doubt: new Uint8Array([0, 1]),
  simulated: new Uint8Array([1, 1]),
  pathStart: new Uint32Array([0, 2, 4]),
  path: new Float64Array([109.5, 13.8, 109.6, 13.9, 109.8, 14.1, 109.9, 14.2]),
  pathTimeMs: new Float64Array([NOW - 7_200_000, NOW - 60_000, NOW - 40_000_000, NOW - 30_000_000]),
};

const onTrial: TrialColumns = {
  count: 2,
  ids: new Float64Array([8, 9]),
  keys: ["mua-thu", "esp32-07"],
  names: ["Trạm mưa thử", ""],
  lonLat: new Float64Array([109.1167, 13.9167, 109.05, 14.02]),
  testing: new Uint8Array([1, 0]),
};

export const FULL_VIEW: LayerView = { now: NOW, onTrial, points: () => points, tracks: () => tracks };
