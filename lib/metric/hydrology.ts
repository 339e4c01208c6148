import type { LevelScale, MetricDomain } from "./metric.ts";

/**
 * Names after QĐ 05/2020/QĐ-TTg; the limits are each station's own rows.
 * That decision sets no colours: these follow the order of QĐ 18/2021/QĐ-TTg, Điều 4.
 */
const floodAlarm: LevelScale = {
  by: "threshold",
  source: "QĐ 05/2020/QĐ-TTg",
  verified: true,
  items: [
    { key: "below", title: { vi: "Dưới báo động I", en: "Below alarm I" }, color: "#4f8fbf" },
    { key: "bd1", title: { vi: "Báo động I", en: "Alarm I" }, color: "#fff2a8" },
    { key: "bd2", title: { vi: "Báo động II", en: "Alarm II" }, color: "#f58220" },
    { key: "bd3", title: { vi: "Báo động III", en: "Alarm III" }, color: "#e3242b" },
  ],
};

export default {
  id: "hydrology",
  title: { vi: "Thủy văn", en: "Rivers" },
  metrics: [
    {
      id: "water_level",
      title: { vi: "Mực nước sông", en: "River level" },
      unit: "m",
      range: { min: -5, max: 1000 },
      unavailable: [999, 999.9],
      maxPerMinute: 3,
      periodSeconds: 600,
      aggregate: "mean",
      decimals: 2,
      accepts: { cm: { factor: 0.01 }, mm: { factor: 0.001 } },
      levels: floodAlarm,
    },
    {
      id: "discharge",
      title: { vi: "Lưu lượng sông", en: "River discharge" },
      unit: "m³/s",
      range: { min: 0, max: 40_000 },
      periodSeconds: 600,
      aggregate: "mean",
      decimals: 0,
      accepts: { "m3/s": { factor: 1 }, "L/s": { factor: 0.001 }, "l/s": { factor: 0.001 } },
    },
    {
      id: "flood_depth",
      title: { vi: "Độ sâu ngập", en: "Flood depth" },
      unit: "m",
      range: { min: 0, max: 10 },
      periodSeconds: 300,
      aggregate: "max",
      decimals: 2,
      accepts: { cm: { factor: 0.01 }, mm: { factor: 0.001 } },
    },
  ],
} satisfies MetricDomain as MetricDomain;
