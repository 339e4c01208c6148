import type { LevelScale, MetricDomain } from "./metric.ts";

const congestion: LevelScale = {
  by: "value",
  source: "Thang minh họa của dự án",
  verified: false,
  items: [
    { key: "free", title: { vi: "Thông thoáng", en: "Free" }, from: 0, color: "#4f9d69" },
    { key: "dense", title: { vi: "Đông", en: "Dense" }, from: 45, color: "#fff2a8" },
    { key: "slow", title: { vi: "Ùn ứ", en: "Slow" }, from: 65, color: "#f58220" },
    { key: "jammed", title: { vi: "Tắc", en: "Jammed" }, from: 85, color: "#e3242b" },
  ],
};

export default {
  id: "traffic",
  title: { vi: "Giao thông", en: "Traffic" },
  metrics: [
    {
      id: "traffic_flow",
      title: { vi: "Lưu lượng xe", en: "Traffic flow" },
      unit: "xe/h",
      range: { min: 0, max: 30_000 },
      periodSeconds: 60,
      aggregate: "mean",
      decimals: 0,
      accepts: { "veh/h": { factor: 1 }, "veh/min": { factor: 60 } },
    },
    {
      id: "traffic_speed",
      title: { vi: "Tốc độ dòng xe", en: "Traffic speed" },
      unit: "km/h",
      range: { min: 0, max: 180 },
      periodSeconds: 60,
      aggregate: "mean",
      decimals: 0,
      accepts: { "m/s": { factor: 3.6 }, mph: { factor: 1.609344 } },
    },
    {
      id: "traffic_occupancy",
      title: { vi: "Mức chiếm đường", en: "Road occupancy" },
      unit: "%",
      range: { min: 0, max: 100 },
      periodSeconds: 60,
      aggregate: "mean",
      decimals: 0,
      accepts: {},
      levels: congestion,
    },
  ],
} satisfies MetricDomain as MetricDomain;
