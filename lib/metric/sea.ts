import type { MetricDomain } from "./metric.ts";

export default {
  id: "sea",
  title: { vi: "Hải văn", en: "Sea" },
  metrics: [
    {
      id: "tide_level",
      title: { vi: "Mực nước triều", en: "Tide level" },
      unit: "m",
      range: { min: -5, max: 15 },
      maxPerMinute: 1,
      periodSeconds: 600,
      aggregate: "mean",
      decimals: 2,
      accepts: { cm: { factor: 0.01 }, mm: { factor: 0.001 } },
    },
    {
      id: "surge",
      title: { vi: "Nước dâng", en: "Surge" },
      unit: "m",
      range: { min: -3, max: 10 },
      periodSeconds: 600,
      aggregate: "max",
      decimals: 2,
      accepts: { cm: { factor: 0.01 } },
    },
    {
      id: "wave_height",
      title: { vi: "Độ cao sóng", en: "Wave height" },
      unit: "m",
      range: { min: 0, max: 30 },
      periodSeconds: 1800,
      aggregate: "max",
      decimals: 1,
      accepts: { cm: { factor: 0.01 } },
    },
    {
      id: "sea_temperature",
      title: { vi: "Nhiệt độ nước biển", en: "Sea temperature" },
      unit: "°C",
      range: { min: 5, max: 40 },
      periodSeconds: 3600,
      aggregate: "mean",
      decimals: 1,
      accepts: { Cel: { factor: 1 } },
    },
  ],
} satisfies MetricDomain as MetricDomain;
