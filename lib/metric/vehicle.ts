import type { MetricDomain } from "./metric.ts";

/** Positions have their own table; these are what a moving device tells beside its place. */
export default {
  id: "vehicle",
  title: { vi: "Phương tiện", en: "Vehicles and vessels" },
  metrics: [
    {
      id: "passengers",
      title: { vi: "Hành khách trên xe", en: "Passengers aboard" },
      unit: "người",
      range: { min: 0, max: 200 },
      periodSeconds: 60,
      aggregate: "last",
      decimals: 0,
      accepts: {},
    },
    {
      id: "vms_battery",
      title: { vi: "Pin thiết bị giám sát hành trình", en: "Tracker battery" },
      unit: "%",
      range: { min: 0, max: 100 },
      periodSeconds: 7200,
      aggregate: "last",
      decimals: 0,
      accepts: {},
    },
    {
      id: "sos",
      title: { vi: "Tín hiệu khẩn cấp", en: "Distress signal" },
      unit: "",
      range: { min: 0, max: 1 },
      periodSeconds: 7200,
      aggregate: "max",
      decimals: 0,
      accepts: {},
    },
  ],
} satisfies MetricDomain as MetricDomain;
