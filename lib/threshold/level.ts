import type { ThresholdSet } from "#lib/asset/model.ts";
import type { Metric } from "#lib/metric/metric.ts";

/**
 * Where a value stands on its metric's level scale: index into `metric.levels.items`. Undefined when nothing judges
 * it: no scale, no limits of the station, or a value below a scale that begins higher.
 * @param set the limits of the station, or those of all stations of the metric
 */
export function levelIndex(metric: Metric, set: ThresholdSet | undefined, value: number): number | undefined {
  const scale = metric.levels;
  if (!scale) return undefined;
  if (scale.by === "value") {
    const index = scale.items.findLastIndex((item) => item.from !== undefined && value >= item.from);
    return index < 0 ? undefined : index;
  }
  if (!set) return undefined;
  const reached = set.levels.findLast((level) => value >= level.value);
  // Below the first limit is the scale's first item, which no station names.
  if (!reached) return set.levels.some((level) => level.id === scale.items[0]?.key) ? undefined : 0;
  const index = scale.items.findIndex((item) => item.key === reached.id);
  return index < 0 ? undefined : index;
}
