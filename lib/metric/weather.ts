import type { LevelScale, MetricDomain } from "./metric.ts";

/**
 * Lower bounds of the Beaufort classes in m/s (39, 62, 89, 118, 184 km/h).
 * The bounds of 13–15 were read in bulletins, the others are remembered.
 */
const stormWind: LevelScale = {
  by: "value",
  source: "Cấp gió Bô-pho; cấp bão theo QĐ 18/2021/QĐ-TTg",
  verified: false,
  items: [
    { key: "calm", title: { vi: "Dưới cấp 6", en: "Below force 6" }, from: 0, color: "#8fa3ad" },
    { key: "f6", title: { vi: "Cấp 6–7", en: "Force 6–7" }, from: 10.8, color: "#9ecae1" },
    { key: "f8", title: { vi: "Cấp 8–9 (bão)", en: "Force 8–9 (storm)" }, from: 17.2, color: "#fff2a8" },
    { key: "f10", title: { vi: "Cấp 10–11 (bão mạnh)", en: "Force 10–11" }, from: 24.5, color: "#f58220" },
    {
      key: "f12",
      title: { vi: "Cấp 12–15 (bão rất mạnh)", en: "Force 12–15" },
      from: 32.7,
      color: "#e3242b",
    },
    {
      key: "f16",
      title: { vi: "Từ cấp 16 (siêu bão)", en: "Force 16 and above" },
      from: 51,
      color: "#7b2d8b",
    },
  ],
};

const speed = { "km/h": { factor: 1 / 3.6 }, kn: { factor: 0.514444 }, mph: { factor: 0.44704 } };

export default {
  id: "weather",
  title: { vi: "Khí tượng", en: "Weather" },
  metrics: [
    {
      id: "temperature",
      title: { vi: "Nhiệt độ không khí", en: "Air temperature" },
      unit: "°C",
      range: { min: -10, max: 55 },
      maxPerMinute: 5,
      periodSeconds: 600,
      aggregate: "mean",
      decimals: 1,
      accepts: {
        Cel: { factor: 1 },
        K: { factor: 1, offset: -273.15 },
        "°F": { factor: 5 / 9, offset: -160 / 9 },
      },
    },
    {
      id: "humidity",
      title: { vi: "Độ ẩm tương đối", en: "Relative humidity" },
      unit: "%",
      range: { min: 0, max: 100 },
      periodSeconds: 600,
      aggregate: "mean",
      decimals: 0,
      accepts: { "%RH": { factor: 1 } },
    },
    {
      id: "pressure",
      title: { vi: "Khí áp mực biển", en: "Sea-level pressure" },
      unit: "hPa",
      range: { min: 850, max: 1080 },
      maxPerMinute: 20,
      periodSeconds: 600,
      aggregate: "mean",
      decimals: 1,
      accepts: { mbar: { factor: 1 }, Pa: { factor: 0.01 }, kPa: { factor: 10 }, mmHg: { factor: 1.333224 } },
    },
    {
      id: "wind_speed",
      title: { vi: "Tốc độ gió", en: "Wind speed" },
      unit: "m/s",
      range: { min: 0, max: 100 },
      unavailable: [99.9],
      periodSeconds: 600,
      aggregate: "mean",
      decimals: 1,
      accepts: speed,
      levels: stormWind,
    },
    {
      id: "wind_gust",
      title: { vi: "Gió giật", en: "Wind gust" },
      unit: "m/s",
      range: { min: 0, max: 120 },
      unavailable: [99.9],
      periodSeconds: 600,
      aggregate: "max",
      decimals: 1,
      accepts: speed,
      levels: stormWind,
    },
    {
      id: "wind_direction",
      title: { vi: "Hướng gió", en: "Wind direction" },
      unit: "°",
      range: { min: 0, max: 360 },
      periodSeconds: 600,
      // The mean of 350° and 10° is 0°, not 180°.
      aggregate: "circular",
      decimals: 0,
      accepts: { deg: { factor: 1 } },
    },
  ],
} satisfies MetricDomain as MetricDomain;
