import type { LevelScale, MetricDomain } from "./metric.ts";

/** Classes used in weather bulletins for 24 h sums. The bound of "mưa nhỏ" is remembered, not read. */
const dayClasses: LevelScale = {
  by: "value",
  source: "Phân cấp mưa 24 giờ, Tổng cục Khí tượng Thủy văn",
  verified: false,
  items: [
    { key: "small", title: { vi: "Mưa nhỏ", en: "Light rain" }, from: 0.1, color: "#c6dbef" },
    { key: "moderate", title: { vi: "Mưa vừa", en: "Moderate rain" }, from: 16, color: "#6baed6" },
    { key: "heavy", title: { vi: "Mưa to", en: "Heavy rain" }, from: 51, color: "#2171b5" },
    { key: "very_heavy", title: { vi: "Mưa rất to", en: "Very heavy rain" }, from: 100.1, color: "#54278f" },
  ],
};

/**
 * The sums are rolling windows that end at the reading's own time, so their greatest value is
 * what a longer bucket keeps: adding overlapping windows would count the same rain many times.
 */
export default {
  id: "rain",
  title: { vi: "Mưa", en: "Rain" },
  metrics: [
    {
      id: "rain_10m",
      title: { vi: "Mưa 10 phút", en: "Rain in 10 min" },
      unit: "mm",
      range: { min: 0, max: 80 },
      periodSeconds: 600,
      aggregate: "max",
      decimals: 1,
      accepts: { cm: { factor: 10 }, in: { factor: 25.4 } },
    },
    {
      id: "rain_1h",
      title: { vi: "Mưa 1 giờ", en: "Rain in 1 h" },
      unit: "mm",
      range: { min: 0, max: 300 },
      periodSeconds: 600,
      aggregate: "max",
      decimals: 1,
      accepts: { cm: { factor: 10 }, in: { factor: 25.4 } },
    },
    {
      id: "rain_24h",
      title: { vi: "Mưa 24 giờ", en: "Rain in 24 h" },
      unit: "mm",
      range: { min: 0, max: 1900 },
      periodSeconds: 600,
      aggregate: "max",
      decimals: 1,
      accepts: { cm: { factor: 10 }, in: { factor: 25.4 } },
      levels: dayClasses,
    },
    {
      id: "rain_tip",
      title: { vi: "Mưa trong kỳ đo", en: "Rain in the interval" },
      unit: "mm",
      range: { min: 0, max: 300 },
      // A cloudburst brings some 5 mm in its worst minute.
      mostPerMinute: 10,
      periodSeconds: 3600,
      aggregate: "sum",
      decimals: 1,
      accepts: { cm: { factor: 10 }, in: { factor: 25.4 } },
    },
    {
      id: "rain_total",
      title: { vi: "Bộ đếm mưa", en: "Rain counter" },
      unit: "mm",
      range: { min: 0, max: 1_000_000 },
      steps: "rain_tip",
      periodSeconds: 3600,
      aggregate: "last",
      decimals: 1,
      accepts: { cm: { factor: 10 }, in: { factor: 25.4 } },
    },
  ],
} satisfies MetricDomain as MetricDomain;
