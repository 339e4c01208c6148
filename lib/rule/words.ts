import type { Language } from "#lib/i18n/model.ts";
import { metrics } from "#lib/metric/catalog.ts";

/** Pieces of the sentences that kinds say of their params. */

const UNITS = [
  [86_400, "ngày", "d"],
  [3_600, "giờ", "h"],
  [60, "phút", "min"],
] as const;

/** Exact: 90 giây, 2 phút, 6 giờ. */
export function spanText(seconds: number, language: Language): string {
  const vi = language === "vi";
  const [size, viName, enName] = UNITS.find(([unit]) => seconds > 0 && seconds % unit === 0) ?? [
    1,
    "giây",
    "s",
  ];
  return `${numberText(seconds / size, language)} ${vi ? viName : enName}`;
}

export function numberText(value: number, language: Language): string {
  return value.toLocaleString(language === "vi" ? "vi-VN" : "en-GB", { maximumFractionDigits: 6 });
}

/** " liên tục 2 phút"; nothing where there is no delay. */
export function delayText(seconds: number, language: Language): string {
  if (seconds === 0) return "";
  return language === "vi"
    ? ` liên tục ${spanText(seconds, language)}`
    : ` for ${spanText(seconds, language)}`;
}

const levelNames = new Map(
  metrics.flatMap((metric) => metric.levels?.items ?? []).map((level) => [level.key, level.title] as const),
);

/** What the control room calls a level; its id where no metric names it. */
export function levelText(id: string, language: Language): string {
  return levelNames.get(id)?.[language] ?? id;
}
