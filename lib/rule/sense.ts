import type { Words } from "#lib/i18n/model.ts";
import { metricById } from "#lib/metric/catalog.ts";
import type { Metric } from "#lib/metric/metric.ts";
import { isPossible } from "#lib/metric/metric.ts";
import { numberText } from "./words.ts";

/** A refusal beside a field, of the shape that a schema's refusals have; `params` are its words. */
export type FieldIssue = { code: "custom"; path: (string | number)[]; message: string; params: Words };

type Params = { direction?: unknown; levels?: unknown; deadband?: unknown };
type Limit = { id: string; value: number; index: number };

/**
 * What a schema cannot see: limits that the metric can never reach, and alerts that could never return because their
 * deadband ends beyond what is possible.
 */
export function senseless(params: unknown, metricId: string | undefined): FieldIssue[] {
  const metric = metricId === undefined ? undefined : metricById(metricId);
  const { levels, deadband, direction } = (params ?? {}) as Params;
  if (!Array.isArray(levels)) return [];
  const limits = limitsOf(levels);
  return [
    ...twice(levels),
    ...(metric ? impossible(limits, metric) : []),
    ...(metric && typeof deadband === "number" ? endless(limits, { deadband, direction, metric }) : []),
  ];
}

function limitsOf(levels: readonly unknown[]): Limit[] {
  return levels.flatMap((level, index) => {
    const { id, value } = level as { id: string; value?: unknown };
    return typeof value === "number" ? [{ id, value, index }] : [];
  });
}

function twice(levels: readonly unknown[]): FieldIssue[] {
  const ids = levels.map((level) => (level as { id?: unknown }).id);
  return ids.flatMap((id, i) =>
    id !== undefined && ids.indexOf(id) < i
      ? [issue(["levels", i, "id"], { vi: "Mức này đã có ở trên.", en: "This level is already above." })]
      : [],
  );
}

function impossible(limits: readonly Limit[], metric: Metric): FieldIssue[] {
  const { min, max } = metric.range;
  return limits
    .filter(({ value }) => !isPossible(metric, value))
    .map(({ index }) =>
      issue(["levels", index, "value"], {
        vi: `Chỉ số này chỉ có thể từ ${numberText(min, "vi")} đến ${numberText(max, "vi")} ${metric.unit}.`,
        en: `This metric can only be from ${numberText(min, "en")} to ${numberText(max, "en")} ${metric.unit}.`,
      }),
    );
}

type Band = { deadband: number; direction: unknown; metric: Metric };

function endless(limits: readonly Limit[], { deadband, direction, metric }: Band): FieldIssue[] {
  const below = direction === "below";
  const stuck = limits.some(({ value }) => !isPossible(metric, below ? value + deadband : value - deadband));
  return stuck
    ? [
        issue(["deadband"], {
          vi: "Khoảng trễ lớn tới mức cảnh báo không bao giờ hết được.",
          en: "With so wide a deadband the alert could never return.",
        }),
      ]
    : [];
}

function issue(path: (string | number)[], params: Words): FieldIssue {
  return { code: "custom", path, message: params.en, params };
}
