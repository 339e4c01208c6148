import { formatOf } from "#lib/i18n/format.ts";
import type { Language, Words } from "#lib/i18n/model.ts";
import { metricById } from "#lib/metric/catalog.ts";
import type { Level, Metric } from "#lib/metric/metric.ts";
import type { Card } from "./layers/layer.ts";
import { doubtAt, type PointColumns } from "./view.ts";

/** @throws a bug when a layer names a metric that the catalogue does not have. */
export function metricOf(id: string): Metric {
  const metric = metricById(id);
  if (!metric) throw new Error(`the map asks for metric ${id}, which lib/metric does not know`);
  return metric;
}

export function levelAt(metric: Metric, points: PointColumns, index: number): Level | undefined {
  return metric.levels?.items[points.level[index] ?? -1];
}

export function valueText(metric: Metric, value: number, language: Language): string {
  return formatOf(language).quantity(value, metric.unit, metric.decimals);
}

/** The card of a measured value, in both languages. */
export function pointCard(metric: Metric, points: PointColumns, index: number): Card | undefined {
  const [lon, lat] = [points.lonLat[index * 2], points.lonLat[index * 2 + 1]];
  const value = points.value[index];
  if (lon === undefined || lat === undefined || value === undefined) return undefined;
  const level = levelAt(metric, points, index);
  const card: Card = {
    assetId: points.assetIds[index] ?? 0,
    name: points.names[index] ?? "",
    title: metric.title,
    value: inBoth((language) => valueText(metric, value, language)),
    timeMs: points.timeMs[index] ?? 0,
    source: points.sources[index] ?? "",
    doubt: doubtAt(points, index),
    simulated: points.simulated[index] === 1,
    lonLat: [lon, lat],
  };
  // On which level an old or doubtful value stood says nothing of now.
  return level && card.doubt === null ? { ...card, note: level.title } : card;
}

export function inBoth(make: (language: Language) => string): Words {
  return { vi: make("vi"), en: make("en") };
}
