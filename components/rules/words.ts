import { findText, type Language, translator, type Words } from "#lib/i18n/model.ts";
import { metricById } from "#lib/metric/catalog.ts";
import { ruleKindById } from "#lib/rule/kinds/catalog.ts";
import type { Target } from "#lib/rule/model.ts";

type Named = { nameVi: string; nameEn: string };
/** What rules can be aimed at, by name. */
export type Places = {
  feeds: ({ id: string } & Named)[];
  units: ({ code: string } & Named)[];
  kinds: string[];
  basins: string[];
  records: string[];
  /** Stations by id, where limits name them. */
  assets?: { [id: string]: Words };
  /** Metrics that some station measures. */
  metrics: string[];
};

/** What a rule's params say, in a sentence; undefined when its kind is gone or refuses them. */
export function sentenceOf(kindId: string, params: unknown, language: Language): string | undefined {
  const kind = ruleKindById(kindId);
  const parsed = kind?.schema.safeParse(params);
  return kind && parsed?.success ? kind.sentence(parsed.data, language) : undefined;
}

export function kindTitle(kindId: string, language: Language): string {
  return ruleKindById(kindId)?.title[language] ?? kindId;
}

/** What a rule is aimed at, in words. */
export function targetWords(target: Target, places: Places, language: Language): string {
  const t = translator(language);
  if ("series" in target) return t("rules.aim.series", { count: target.series.length });
  if ("every" in target) return t(target.every === "feed" ? "rules.aim.everyFeed" : "rules.aim.everySeries");
  if ("moving" in target) return narrowed(t("rules.aim.moving"), target.moving, { places, language });
  if ("records" in target)
    return narrowed(
      t("rules.aim.records", { type: recordTypeName(target.records, language) }),
      { feed: target.feed },
      { places, language },
    );
  if (!("metric" in target))
    return t("rules.aim.feed", { name: feedName(target.feed, { places, language }) });
  const metric = metricById(target.metric)?.title[language] ?? target.metric;
  return narrowed(metric, target, { places, language });
}

type Narrow = { kind?: string; feed?: string; basin?: string; unit?: string; assets?: readonly string[] };
type Speech = { places: Places; language: Language };

function narrowed(what: string, { kind, feed, basin, unit, assets }: Narrow, speech: Speech): string {
  const t = translator(speech.language);
  const parts = [what];
  if (kind !== undefined) parts.push(t("rules.aim.kind", { kind: assetKindName(kind, speech.language) }));
  if (basin !== undefined) parts.push(t("rules.aim.basin", { basin }));
  if (unit !== undefined) parts.push(t("rules.aim.unit", { name: unitName(unit, speech) }));
  if (feed !== undefined) parts.push(t("rules.aim.fromFeed", { name: feedName(feed, speech) }));
  if (assets !== undefined) parts.push(t("rules.aim.assets", { count: assets.length }));
  return parts.join(", ");
}

function feedName(id: string, { places, language }: Speech): string {
  return (
    nameIn(
      places.feeds.find((f) => f.id === id),
      language,
    ) ?? id
  );
}

function unitName(code: string, { places, language }: Speech): string {
  return (
    nameIn(
      places.units.find((u) => u.code === code),
      language,
    ) ?? code
  );
}

function nameIn(row: Named | undefined, language: Language): string | undefined {
  return language === "vi" ? row?.nameVi : row?.nameEn;
}

/** What the control room calls a kind of asset; the kind itself where nobody named it. */
export function assetKindName(kind: string, language: Language): string {
  return findText(language, `assetKind.${kind}`) ?? kind;
}

export function recordTypeName(type: string, language: Language): string {
  return findText(language, `recordType.${type}`) ?? type;
}
