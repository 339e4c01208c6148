import * as registry from "./index.ts";
import type { Metric, MetricDomain } from "./metric.ts";

export const domains: readonly MetricDomain[] = Object.values(registry);

const byId: ReadonlyMap<string, Metric> = new Map(
  domains.flatMap((domain) => domain.metrics.map((metric): [string, Metric] => [metric.id, metric])),
);

export const metrics: readonly Metric[] = [...byId.values()];

export function metricById(id: string): Metric | undefined {
  return byId.get(id);
}
