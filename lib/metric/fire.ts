import type { LevelScale, MetricDomain } from "./metric.ts";

/** Nesterov P in five bands. The band bounds were read; their names are remembered. */
const danger: LevelScale = {
  by: "value",
  source: "Cấp dự báo cháy rừng theo chỉ tiêu P (Nesterov, hiệu chỉnh K)",
  verified: false,
  items: [
    { key: "i", title: { vi: "Cấp I – thấp", en: "I – low" }, from: 0, color: "#4f9d69" },
    { key: "ii", title: { vi: "Cấp II – trung bình", en: "II – moderate" }, from: 1001, color: "#9ecae1" },
    { key: "iii", title: { vi: "Cấp III – cao", en: "III – high" }, from: 2501, color: "#fff2a8" },
    { key: "iv", title: { vi: "Cấp IV – nguy hiểm", en: "IV – dangerous" }, from: 5001, color: "#f58220" },
    {
      key: "v",
      title: { vi: "Cấp V – cực kỳ nguy hiểm", en: "V – extreme" },
      from: 10_001,
      color: "#e3242b",
    },
  ],
};

export default {
  id: "fire",
  title: { vi: "Cháy rừng", en: "Forest fire" },
  metrics: [
    {
      id: "fire_index",
      title: { vi: "Chỉ số cháy rừng P", en: "Fire index P" },
      unit: "",
      range: { min: 0, max: 60_000 },
      periodSeconds: 86_400,
      aggregate: "max",
      decimals: 0,
      accepts: { "1": { factor: 1 } },
      levels: danger,
    },
    {
      id: "hotspot_frp",
      title: { vi: "Công suất bức xạ điểm nóng", en: "Hotspot radiative power" },
      unit: "MW",
      range: { min: 0, max: 5000 },
      periodSeconds: 21_600,
      aggregate: "max",
      decimals: 1,
      accepts: {},
    },
  ],
} satisfies MetricDomain as MetricDomain;
