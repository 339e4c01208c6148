import { z } from "zod";
import { IDENT } from "#lib/asset/model.ts";

const ident = z.string().regex(IDENT);

/** Which alerts: all that is given must fit. `over`: what the alert is about. */
export const matcherSchema = z
  .strictObject({
    rule: ident.optional(),
    kind: ident.optional(),
    metrics: z.array(ident).min(1).optional(),
    over: z.enum(["feed", "series"]).optional(),
  })
  .refine((m) => m.rule !== undefined || m.kind !== undefined || m.metrics !== undefined, {
    error: "give a rule, a kind or metrics",
  });
export type Matcher = z.infer<typeof matcherSchema>;

/** While a source stands, targets at the same place are its symptoms. */
export const inhibitionSchema = z.strictObject({
  id: ident,
  nameVi: z.string().trim().min(1),
  nameEn: z.string().trim().min(1),
  source: matcherSchema,
  target: matcherSchema,
  same: z.enum(["feed", "asset", "unit", "basin", "feeder"]),
  enabled: z.boolean().default(true),
});
export type InhibitionInput = z.input<typeof inhibitionSchema>;
export type Inhibition = z.output<typeof inhibitionSchema>;

/** Whether an alert could fit both; a rule is of one kind, which is not known here. */
function mayMeet(a: Matcher, b: Matcher): boolean {
  if (a.rule !== undefined && b.rule !== undefined && a.rule !== b.rule) return false;
  if (a.kind !== undefined && b.kind !== undefined && a.kind !== b.kind) return false;
  if (a.over !== undefined && b.over !== undefined && a.over !== b.over) return false;
  if (a.metrics === undefined || b.metrics === undefined) return true;
  return a.metrics.some((metric) => b.metrics?.includes(metric));
}

/**
 * Whether alerts could hide each other in a circle, so that none of them rings: the way from a target on, as a
 * source, to further targets, must never come back to where it began.
 */
export function circle(inhibitions: readonly Inhibition[]): readonly Inhibition[] | null {
  const visit = (path: readonly Inhibition[]): readonly Inhibition[] | null => {
    const last = path.at(-1) as Inhibition;
    for (const next of inhibitions.filter(({ source }) => mayMeet(last.target, source))) {
      if (path.includes(next)) return path;
      const found = visit([...path, next]);
      if (found) return found;
    }
    return null;
  };
  for (const one of inhibitions) {
    const found = visit([one]);
    if (found) return found;
  }
  return null;
}
