/**
 * QĐ 1459/QĐ-TCMT 12/11/2019, Bảng 2, in µg/m³. Nine public transcriptions agree on these numbers;
 * one other (NO2 2340/3000/3750, SO2 500/650/800/1060/1340) does not and is not used.
 */
const indexSteps = [0, 50, 100, 150, 200, 300, 400, 500] as const;

const concentrations = {
  o3_1h: [0, 160, 200, 300, 400, 800, 1000, 1200],
  /** The 8 h column ends at index 300: above it only the 1 h value counts. */
  o3_8h: [0, 100, 120, 170, 210, 400],
  co: [0, 10_000, 30_000, 45_000, 60_000, 90_000, 120_000, 150_000],
  so2: [0, 125, 350, 550, 800, 1600, 2100, 2630],
  no2: [0, 100, 200, 700, 1200, 2350, 3100, 3850],
  pm10: [0, 50, 150, 250, 350, 420, 500, 600],
  pm2_5: [0, 25, 50, 80, 150, 250, 350, 500],
} as const;

export type AqiColumn = keyof typeof concentrations;

/**
 * Sub-index of one pollutant, not rounded; the top breakpoint and all above it give 500.
 * @param concentration µg/m³, ≥ 0
 * @returns undefined for a missing or impossible value, and for an 8 h ozone mean above 400
 */
export function subIndex(column: AqiColumn, concentration: number): number | undefined {
  if (!Number.isFinite(concentration) || concentration < 0) return undefined;
  const steps: readonly number[] = concentrations[column];
  for (let i = 1; i < steps.length; i++) {
    const low = steps[i - 1] ?? 0;
    const high = steps[i] ?? 0;
    if (concentration > high) continue;
    const indexLow = indexSteps[i - 1] ?? 0;
    const indexHigh = indexSteps[i] ?? 0;
    return ((indexHigh - indexLow) / (high - low)) * (concentration - low) + indexLow;
  }
  return column === "o3_8h" ? undefined : 500;
}
