import type { LevelScale, Metric, MetricDomain } from "./metric.ts";

const storage: LevelScale = {
  by: "threshold",
  source: "Quy trình vận hành liên hồ chứa (mức theo tháng, từng hồ)",
  verified: false,
  items: [
    { key: "normal", title: { vi: "Trong giới hạn", en: "Within limit" }, color: "#4f8fbf" },
    { key: "flood_limit", title: { vi: "Trên mức đón lũ", en: "Above flood limit" }, color: "#f58220" },
    {
      key: "full",
      title: { vi: "Trên mực nước dâng bình thường", en: "Above normal full level" },
      color: "#e3242b",
    },
  ],
};

const flow = (id: string, vi: string, en: string): Metric => ({
  id,
  title: { vi, en },
  unit: "m³/s",
  range: { min: 0, max: 30_000 },
  periodSeconds: 900,
  aggregate: "mean",
  decimals: 0,
  accepts: { "m3/s": { factor: 1 }, "l/s": { factor: 0.001 } },
});

export default {
  id: "reservoir",
  title: { vi: "Hồ chứa", en: "Reservoirs" },
  metrics: [
    {
      id: "reservoir_level",
      title: { vi: "Mực nước hồ", en: "Reservoir level" },
      unit: "m",
      range: { min: -5, max: 1500 },
      maxPerMinute: 3,
      periodSeconds: 900,
      aggregate: "mean",
      decimals: 2,
      accepts: { cm: { factor: 0.01 } },
      levels: storage,
    },
    {
      id: "reservoir_volume",
      title: { vi: "Dung tích hồ", en: "Stored volume" },
      unit: "10⁶ m³",
      range: { min: 0, max: 20_000 },
      periodSeconds: 900,
      aggregate: "mean",
      decimals: 1,
      accepts: { "m³": { factor: 1e-6 }, m3: { factor: 1e-6 }, "1e6m3": { factor: 1 } },
    },
    {
      id: "reservoir_volume_pct",
      title: { vi: "Dung tích so với thiết kế", en: "Storage share" },
      unit: "%",
      range: { min: 0, max: 130 },
      periodSeconds: 900,
      aggregate: "mean",
      decimals: 1,
      accepts: {},
    },
    flow("reservoir_inflow", "Lưu lượng về hồ", "Inflow"),
    flow("reservoir_outflow", "Tổng lưu lượng xả", "Total outflow"),
    flow("reservoir_spill", "Lưu lượng xả tràn", "Spillway flow"),
    {
      id: "gate_opening",
      title: { vi: "Độ mở cửa xả", en: "Gate opening" },
      unit: "%",
      range: { min: 0, max: 100 },
      periodSeconds: 900,
      aggregate: "last",
      decimals: 0,
      accepts: {},
    },
  ],
} satisfies MetricDomain as MetricDomain;
