/** Names and colours of VN_AQI: QĐ 1459/QĐ-TCMT 12/11/2019. `from` and `to` are both inside the level. */
export const vnAqiLevels = [
  { key: "good", from: 0, to: 50, title: { vi: "Tốt", en: "Good" }, color: "#00e400" },
  { key: "moderate", from: 51, to: 100, title: { vi: "Trung bình", en: "Moderate" }, color: "#ffff00" },
  { key: "poor", from: 101, to: 150, title: { vi: "Kém", en: "Poor" }, color: "#ff7e00" },
  { key: "bad", from: 151, to: 200, title: { vi: "Xấu", en: "Bad" }, color: "#ff0000" },
  { key: "very_bad", from: 201, to: 300, title: { vi: "Rất xấu", en: "Very bad" }, color: "#8f3f97" },
  { key: "hazardous", from: 301, to: 500, title: { vi: "Nguy hại", en: "Hazardous" }, color: "#7e0023" },
] as const;

export type VnAqiLevel = (typeof vnAqiLevels)[number];

/** @param aqi a rounded index, 0–500. */
export function vnAqiLevel(aqi: number): VnAqiLevel | undefined {
  return vnAqiLevels.find((level) => aqi >= level.from && aqi <= level.to);
}
