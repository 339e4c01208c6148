/**
 * Weighted mean of the last 12 hourly concentrations, newest first (QĐ 1459/QĐ-TCMT).
 * Gaps are undefined; two of the newest three hours must be there.
 *
 * With w at its floor of ½ the decision prints Σ (½)^i·c without dividing by the sum of the weights;
 * dividing differs by at most 1/4096 of the value when all hours are present and stays right when
 * some are missing, so the division is always made.
 *
 * @returns µg/m³, or undefined when there are too few values
 */
export function nowcast(newestFirst: readonly (number | undefined)[]): number | undefined {
  const hours = newestFirst.slice(0, 12);
  const recent = hours.slice(0, 3).filter((value) => value !== undefined);
  if (recent.length < 2) return undefined;
  const known = hours.filter((value) => value !== undefined);
  const greatest = Math.max(...known);
  if (greatest <= 0) return 0;
  const weight = Math.max(Math.min(...known) / greatest, 0.5);
  let sum = 0;
  let weights = 0;
  hours.forEach((value, age) => {
    if (value === undefined) return;
    sum += weight ** age * value;
    weights += weight ** age;
  });
  return sum / weights;
}
