import type { Metric, MetricDomain } from "./metric.ts";

function concentration(id: string, vi: string, en: string, max: number): Metric {
  return {
    id,
    title: { vi, en },
    unit: "mg/L",
    range: { min: 0, max },
    periodSeconds: 300,
    aggregate: "mean",
    decimals: 1,
    accepts: { "mg/l": { factor: 1 }, "g/L": { factor: 1000 }, "µg/L": { factor: 0.001 } },
  };
}

/** Industrial waste water; the permit's limits are threshold sets of the discharge point. */
export default {
  id: "water",
  title: { vi: "Nước thải", en: "Waste water" },
  metrics: [
    {
      id: "wastewater_ph",
      title: { vi: "pH nước thải", en: "Waste-water pH" },
      unit: "pH",
      range: { min: 0, max: 14 },
      periodSeconds: 300,
      aggregate: "mean",
      decimals: 2,
      accepts: { "": { factor: 1 } },
    },
    concentration("wastewater_cod", "COD nước thải", "Waste-water COD", 5000),
    concentration("wastewater_tss", "TSS nước thải", "Waste-water TSS", 5000),
    concentration("wastewater_nh4", "Amoni nước thải", "Waste-water ammonium", 1000),
    {
      id: "wastewater_flow",
      title: { vi: "Lưu lượng nước thải", en: "Waste-water flow" },
      unit: "m³/h",
      range: { min: 0, max: 50_000 },
      periodSeconds: 300,
      aggregate: "mean",
      decimals: 0,
      accepts: { "m3/h": { factor: 1 }, "m³/s": { factor: 3600 }, "l/s": { factor: 3.6 } },
    },
    {
      id: "wastewater_temperature",
      title: { vi: "Nhiệt độ nước thải", en: "Waste-water temperature" },
      unit: "°C",
      range: { min: 0, max: 90 },
      // What a DS18B20 says before its first measurement.
      unavailable: [85],
      periodSeconds: 300,
      aggregate: "mean",
      decimals: 1,
      accepts: { Cel: { factor: 1 } },
    },
  ],
} satisfies MetricDomain as MetricDomain;
