import type { Db } from "#lib/db/pool.ts";
import { metricById } from "#lib/metric/catalog.ts";
import { isPossible } from "#lib/metric/metric.ts";
import type { CheckRefusal } from "#lib/rule/check.ts";
import { numberText } from "#lib/rule/words.ts";
import { type DatedThresholdSet, thresholdSetSchema } from "./model.ts";
import { assetOwner } from "./sql.ts";

export type CheckedSet = { content: DatedThresholdSet; agencyId: string | null } | CheckRefusal;

/** Whether these could be limits in force: a station and a metric that exist, and values that can be reached. */
export async function checkThreshold(db: Db, input: unknown): Promise<CheckedSet> {
  const parsed = thresholdSetSchema.safeParse(input);
  if (!parsed.success) return { reason: "invalid_limits", issues: parsed.error.issues };
  const set = parsed.data;
  const metric = metricById(set.metricId);
  if (!metric) return refuse("unknown_metric", ["metricId"]);
  const owner = set.assetId === null ? { agencyId: null } : await assetOwner(db, set.assetId);
  if (!owner) return refuse("unknown_asset", ["assetId"]);
  const issues = set.levels.flatMap(({ value }, index) => {
    if (isPossible(metric, value)) return [];
    const { min, max } = metric.range;
    const vi = `Chỉ số này chỉ có thể từ ${numberText(min, "vi")} đến ${numberText(max, "vi")} ${metric.unit}.`;
    const en = `This metric can only be from ${numberText(min, "en")} to ${numberText(max, "en")} ${metric.unit}.`;
    return [{ code: "custom" as const, path: ["levels", index, "value"], message: en, params: { vi, en } }];
  });
  if (issues.length > 0) return { reason: "invalid_limits", issues };
  return { content: set, agencyId: owner.agencyId };
}

function refuse(reason: CheckRefusal["reason"], path: string[]): CheckRefusal {
  return { reason, issues: [{ code: "custom", path, message: reason }] };
}
