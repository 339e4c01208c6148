import type { Format } from "#lib/i18n/format.ts";
import type { Translate } from "#lib/i18n/model.ts";
import type { AlertRow } from "./model.ts";

type Speech = { t: Translate; format: Format };
/** What an alert says of itself in numbers; `level` tells of what, where a kind measures several things. */
export type Measured = Pick<AlertRow, "ruleKind" | "value" | "limit"> & { level?: string | null };

/**
 * Value and limit of rules that judge no metric, each kind in its own words: a silence lasts, a vote counts, a zone
 * is so many metres away. Empty where there is nothing to say.
 */
export function wordsOf({ ruleKind, value, limit, level = null }: Measured, { t, format }: Speech): string {
  switch (ruleKind) {
    case "vote":
      return value === null ? "" : t("alert.votes", { count: value, need: limit ?? 1 });
    case "zone":
      return value === null
        ? ""
        : t(value < 0 ? "alert.metresAway" : "alert.metresIn", { metres: Math.abs(value) });
    case "quality":
      return value === null ? "" : qualityOf({ value, limit, level }, { t, format });
    case "record":
      if (value === null) return "";
      return level === "beyond"
        ? t("alert.records", { count: value, most: limit ?? 0 })
        : t("alert.severity", { severity: value });
    default:
      return limit === null ? "" : t("alert.silent", { span: format.span(limit * 1000) });
  }
}

const QUALITY = ["refused", "suspect", "duplicates", "incomplete"] as const;
type Share = { value: number; limit: number | null; level: string | null };

function qualityOf({ value, limit, level }: Share, { t, format }: Speech): string {
  const share = `${format.number(value, 1)}%`;
  const key = QUALITY.find((one) => one === level);
  const what = key ? t(`alert.quality.${key}`, { share }) : share;
  return limit === null ? what : `${what} · ${t("alert.limit", { limit: `${format.number(limit, 0)}%` })}`;
}
