import type { MetricDomain } from "./metric.ts";

/** Numbers that mean nothing but themselves: for measurements of the system. */
export default {
  id: "bench",
  title: { vi: "Đo kiểm hệ thống", en: "System measurement" },
  metrics: [
    {
      id: "bench_value",
      title: { vi: "Giá trị đo kiểm", en: "Bench value" },
      unit: "",
      range: { min: -9e15, max: 9e15 },
      periodSeconds: 1,
      aggregate: "last",
      decimals: 0,
      accepts: {},
      unavailable: [],
    },
    {
      id: "sequence",
      title: { vi: "Số thứ tự", en: "Sequence number" },
      unit: "",
      range: { min: 0, max: 9e15 },
      periodSeconds: 1,
      aggregate: "last",
      decimals: 0,
      accepts: {},
      unavailable: [],
    },
  ],
} satisfies MetricDomain as MetricDomain;
