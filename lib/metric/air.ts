import { vnAqiLevels } from "#lib/aqi/levels.ts";
import type { Conversion, Metric, MetricDomain } from "./metric.ts";

const mass: Readonly<Record<string, Conversion>> = {
  "ug/m3": { factor: 1 },
  "μg/m³": { factor: 1 },
  "UG/M3": { factor: 1 },
  "mg/m³": { factor: 1000 },
  "mg/m3": { factor: 1000 },
};

function pollutant(id: string, name: Metric["title"], max: number): Metric {
  return {
    id,
    title: name,
    unit: "µg/m³",
    range: { min: 0, max },
    periodSeconds: 300,
    aggregate: "mean",
    decimals: id === "co" ? 0 : 1,
    accepts: mass,
  };
}

export default {
  id: "air",
  title: { vi: "Chất lượng không khí", en: "Air quality" },
  metrics: [
    pollutant("pm2_5", { vi: "Bụi PM2.5", en: "PM2.5" }, 2000),
    pollutant("pm10", { vi: "Bụi PM10", en: "PM10" }, 5000),
    pollutant("no2", { vi: "NO₂", en: "NO₂" }, 8000),
    pollutant("so2", { vi: "SO₂", en: "SO₂" }, 10_000),
    pollutant("co", { vi: "CO", en: "CO" }, 500_000),
    pollutant("o3", { vi: "O₃", en: "O₃" }, 2500),
    {
      id: "vn_aqi",
      title: { vi: "VN_AQI giờ", en: "VN_AQI hourly" },
      unit: "",
      range: { min: 0, max: 500 },
      periodSeconds: 3600,
      aggregate: "max",
      decimals: 0,
      accepts: { "1": { factor: 1 } },
      levels: {
        by: "value",
        source: "QĐ 1459/QĐ-TCMT 12/11/2019",
        verified: true,
        items: vnAqiLevels.map((level) => ({
          key: level.key,
          title: level.title,
          from: level.from,
          color: level.color,
        })),
      },
    },
    {
      id: "noise",
      title: { vi: "Độ ồn", en: "Noise" },
      unit: "dBA",
      range: { min: 0, max: 160 },
      periodSeconds: 300,
      aggregate: "mean",
      decimals: 1,
      accepts: { "dB(A)": { factor: 1 } },
    },
  ],
} satisfies MetricDomain as MetricDomain;
