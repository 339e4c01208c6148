import type { Register } from "#components/live/register.ts";
import type { Series } from "#lib/asset/model.ts";
import type { Words } from "#lib/i18n/model.ts";
import { metricById } from "#lib/metric/catalog.ts";
import type { Level } from "#lib/metric/metric.ts";

export type NamedLimit = { value: number; label: string; colour: string };

/** The limits of a series with the names and colours that its metric gives them, ascending. */
export function limitsOf(
  series: Series,
  register: Register | undefined,
  words: (words: Words) => string,
): NamedLimit[] {
  const scale = metricById(series.metricId)?.levels;
  if (!scale) return [];
  const named = (level: Level, value: number) => ({ value, label: words(level.title), colour: level.color });
  if (scale.by === "value") {
    return scale.items.slice(1).flatMap((item) => (item.from === undefined ? [] : [named(item, item.from)]));
  }
  const set = register?.thresholds(series.assetId, series.metricId);
  return (set?.levels ?? []).flatMap((level) => {
    const item = scale.items.find((i) => i.key === level.id);
    return item ? [named(item, level.value)] : [];
  });
}
