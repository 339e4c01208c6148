import type { MetricDomain } from "./metric.ts";

export default {
  id: "health",
  title: { vi: "Y tế", en: "Health" },
  metrics: [
    {
      id: "bed_occupancy",
      title: { vi: "Công suất giường bệnh", en: "Bed occupancy" },
      unit: "%",
      range: { min: 0, max: 200 },
      periodSeconds: 3600,
      aggregate: "mean",
      decimals: 0,
      accepts: {},
    },
    {
      id: "emergency_queue",
      title: { vi: "Bệnh nhân chờ cấp cứu", en: "Emergency queue" },
      unit: "người",
      range: { min: 0, max: 2000 },
      periodSeconds: 600,
      aggregate: "max",
      decimals: 0,
      accepts: {},
    },
  ],
} satisfies MetricDomain as MetricDomain;
