import { writeTyped } from "#components/form/number.ts";
import { type FieldOf, formOf, type Part } from "#components/form/part.ts";
import type { Language } from "#lib/i18n/model.ts";
import { findText, translator } from "#lib/i18n/model.ts";
import { ruleKindById } from "#lib/rule/kinds/catalog.ts";
import { ruleSchema } from "#lib/rule/model.ts";
import { type Content, isSame, type Noun } from "#lib/rule/proposal.ts";
import { thresholdSetSchema } from "#lib/threshold/model.ts";

/** One field that differs, in words; null: it is not there. */
export type Change = { label: string; before: string | null; after: string | null };
/** How the parts that have no form of their own are said. */
export type Say = {
  language: Language;
  unit: string;
  target(target: unknown): string;
  asset(assetId: unknown): string;
};

type Pair = { before: unknown; after: unknown };
type Fields = { [key: string]: unknown };

/** What a change changes, field by field, in the order in which the form shows them. */
export function changesOf(
  noun: Noun,
  { before, after }: { before: Content | null; after: Content },
  say: Say,
): Change[] {
  const pair = { before: before ?? undefined, after };
  return noun === "rule" ? ruleChanges(pair, say) : limitChanges(pair, say);
}

type Whole = { before: Content | undefined; after: Content };

function ruleChanges({ before, after }: Whole, say: Say): Change[] {
  const t = translator(say.language);
  const kind = ruleKindById(String(after.kind));
  const target = { before: before?.target, after: after.target };
  const params = { before: before?.params, after: after.params };
  const aimed = isSame(target.before, target.after)
    ? []
    : [
        {
          label: t("rules.target"),
          before: target.before ? say.target(target.before) : null,
          after: say.target(target.after),
        },
      ];
  const own = formOf(ruleSchema.omit({ params: true, target: true, kind: true }));
  return [
    ...aimed,
    ...(kind ? partChanges(formOf(kind.schema), params, { say, label: "" }) : []),
    ...partChanges(own, { before, after }, { say, label: "" }),
  ];
}

function limitChanges({ before, after }: Whole, say: Say): Change[] {
  const t = translator(say.language);
  const named = ({ assetId, ...rest }: Fields) => rest;
  const station =
    before && isSame(before.assetId, after.assetId)
      ? []
      : [
          {
            label: t("rules.station"),
            before: before ? say.asset(before.assetId) : null,
            after: say.asset(after.assetId),
          },
        ];
  const pair = { before: before && named(before), after: named(after) };
  return [...station, ...partChanges(formOf(thresholdSetSchema), pair, { say, label: "" })];
}

type At = { say: Say; label: string };

function partChanges(part: Part, { before, after }: Pair, at: At): Change[] {
  if (isSame(before ?? null, after ?? null)) return [];
  if (part.kind === "group" && (isFields(before) || isFields(after)))
    return groupChanges(part.fields, { before, after }, at);
  if (part.kind === "list" && part.item.kind === "group")
    return listChanges(part.item, { before, after }, at);
  return [{ label: at.label, before: text(part, before, at.say), after: text(part, after, at.say) }];
}

function groupChanges(fields: FieldOf[], { before, after }: Pair, { say, label }: At): Change[] {
  return fields.flatMap(({ key, part, fallback }) => {
    const value = (of: unknown) => (isFields(of) ? (of[key] ?? fallback) : undefined);
    const pair = { before: value(before), after: value(after) };
    return partChanges(part, pair, { say, label: joined(label, labelOf(part, key, say)) });
  });
}

/** Entries are compared with those of the same name, else of the same place. */
function listChanges(item: Part, { before, after }: Pair, { say, label }: At): Change[] {
  const [old, fresh] = [entries(before), entries(after)];
  const names = [...new Set([...old.keys(), ...fresh.keys()])];
  return names.flatMap((name) => {
    const pair = { before: old.get(name), after: fresh.get(name) };
    const at = { say, label: joined(label, name) };
    if (pair.before !== undefined && pair.after !== undefined) return partChanges(item, pair, at);
    return [{ label: at.label, before: text(item, pair.before, say), after: text(item, pair.after, say) }];
  });
}

function entries(list: unknown): Map<string, unknown> {
  const all = Array.isArray(list) ? list : [];
  return new Map(
    all.map((one, i) => [isFields(one) && typeof one.id === "string" ? one.id : `${i + 1}`, one]),
  );
}

/** A value as a reader would say it. */
function text(part: Part, value: unknown, say: Say): string | null {
  const t = translator(say.language);
  if (value === undefined || value === null || value === "") return null;
  switch (part.kind) {
    case "flag":
      return t(value === true ? "app.yes" : "app.no");
    case "number":
      return typeof value === "number"
        ? withUnit(writeTyped(value, say.language), part.unit, say)
        : String(value);
    case "choice":
      return part.choices.find((c) => c.value === value)?.words[say.language] ?? String(value);
    case "set":
      return part.choices
        .filter((c) => Array.isArray(value) && value.includes(c.value))
        .map((c) => c.words[say.language])
        .join(", ");
    case "list":
      return (Array.isArray(value) ? value : [])
        .map((v, i) => `${i + 1}. ${text(part.item, v, say)}`)
        .join("\n");
    case "group":
      return part.fields
        .map((f) => [labelOf(f.part, f.key, say), text(f.part, (value as Fields)[f.key], say)] as const)
        .flatMap(([label, said]) => (said === null ? [] : [`${label}: ${said}`]))
        .join(" · ");
    case "text":
    case "fixed":
      return String(value);
    case "union":
    case "json":
      return JSON.stringify(value);
  }
}

function withUnit(number: string, unit: string | undefined, { unit: own, language }: Say): string {
  if (unit === undefined || unit === "count") return number;
  const words = unit === "metric" ? own : (findText(language, `form.unit.${unit}`) ?? unit);
  return words === "" ? number : `${number} ${words}`;
}

function labelOf(part: Part, key: string, { language }: Say): string {
  return part.words?.[language] ?? key;
}

function joined(outer: string, inner: string): string {
  return outer === "" ? inner : `${outer} › ${inner}`;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
