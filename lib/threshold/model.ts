import { z } from "zod";
import { IDENT, type Level, type ThresholdSet } from "#lib/asset/model.ts";

/**
 * A set and the local days on which it is valid: from `validFrom`, until before `validTo` (null: further notice), in
 * these months (1–12) of each year (null: all). A set that names the month holds before one that does not.
 */
export type DatedThresholdSet = ThresholdSet & {
  validFrom: string;
  validTo: string | null;
  months?: number[] | null;
};

const level = z.strictObject({
  id: z.string().regex(IDENT),
  value: z.number(),
  severity: z.int().min(1).max(5),
  verified: z.boolean().optional(),
});

export const thresholdSetSchema = z
  .strictObject({
    /** null: for every asset of the metric that has no set of its own. */
    assetId: z.int().positive().nullable(),
    metricId: z.string().regex(IDENT),
    levels: z.array(level).min(1).max(12),
    source: z.string().trim().min(1),
    verified: z.boolean(),
    validFrom: z.iso.date(),
    validTo: z.iso.date().nullable(),
    months: z.array(z.int().min(1).max(12)).min(1).nullable().default(null),
  })
  .refine(
    ({ months }) => months === null || months.every((m, i) => i === 0 || m > (months[i - 1] as number)),
    {
      path: ["months"],
      error: "months must ascend",
    },
  )
  .refine((set) => isAscending(set.levels), { path: ["levels"], error: "levels must ascend by value" })
  .refine((set) => new Set(set.levels.map((l) => l.id)).size === set.levels.length, {
    path: ["levels"],
    error: "a level is named twice",
  })
  .refine((set) => set.validTo === null || set.validTo > set.validFrom, {
    path: ["validTo"],
    error: "validTo must be after validFrom",
  });

function isAscending(levels: readonly Level[]): boolean {
  return levels.every((l, i) => i === 0 || l.value > (levels[i - 1] as Level).value);
}

/** What a set is called where its changes are kept; one that begins on another day or has other months is another set. */
export function subjectOf(
  set: Pick<DatedThresholdSet, "assetId" | "metricId" | "validFrom" | "months">,
): string {
  const months = set.months ? `:${set.months.join(",")}` : "";
  return `${set.assetId ?? "all"}:${set.metricId}:${set.validFrom}${months}`;
}
