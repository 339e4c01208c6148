import type { z } from "zod";
import { findText, type Language, translator, type Words } from "#lib/i18n/model.ts";
import { type Draft, mayBeOff, type Picked, type Switched } from "./draft.ts";
import { readTyped, writeTyped } from "./number.ts";
import type { Part } from "./part.ts";

/** A refusal of a schema as it comes from zod here, or from the server as JSON. */
export type Issue = Pick<z.core.$ZodIssue, "code" | "message"> & {
  path: readonly PropertyKey[];
  [more: string]: unknown;
};
/** Message by the path of its field, `levels.0.value`; "" is the form as a whole. */
export type Problems = { readonly [path: string]: string };

type Whole = { part: Part; draft: Draft; value: unknown; language: Language };

/** One message a field, in the reader's language. */
export function problemsOf(issues: readonly Issue[], whole: Whole): Problems {
  const problems: { [path: string]: string } = {};
  for (const issue of issues.flatMap((i) => chosen(i, whole))) {
    const path = issue.path.map(String).join(".");
    problems[path] ??= say(issue, whole);
  }
  return problems;
}

/** Of a union's refusals, those of the option that the person has chosen. */
function chosen(issue: Issue, whole: Whole): Issue[] {
  const errors = issue.errors as Issue[][] | undefined;
  if (issue.code !== "invalid_union" || !errors?.length) return [issue];
  const option = optionAt(whole.part, whole.draft, issue.path);
  const own = errors[option ?? 0] ?? errors[0] ?? [];
  return own.flatMap((inner) => chosen({ ...inner, path: [...issue.path, ...inner.path] }, whole));
}

function optionAt(part: Part, draft: Draft, path: readonly PropertyKey[]): number | undefined {
  const [key, ...rest] = path;
  if (part.kind === "union") {
    const { option, drafts } = draft as Picked;
    if (path.length === 0) return option;
    return optionAt(part.options[option] as Part, drafts[option] as Draft, path);
  }
  if (part.kind === "group") {
    const field = part.fields.find((f) => f.key === key);
    const inner = (draft as { fields: { [key: string]: Draft } }).fields[String(key)];
    if (!field || inner === undefined) return undefined;
    return optionAt(field.part, mayBeOff(field) ? (inner as Switched).inner : inner, rest);
  }
  if (part.kind === "list") {
    const item = (draft as { items: { draft: Draft }[] }).items[Number(key)];
    return item && optionAt(part.item, item.draft, rest);
  }
  return undefined;
}

function say(issue: Issue, { value, language }: Whole): string {
  const t = translator(language);
  const own = (issue.params ?? {}) as Partial<Words>;
  const given = at(value, issue.path);
  const number = (n: unknown) => (typeof n === "number" ? writeTyped(n, language) : String(n));
  if (own[language]) return own[language];
  if (issue.code !== "custom" && (given === undefined || given === "")) return t("form.required");
  switch (issue.code) {
    case "invalid_type":
      return wrongType(issue, given, language);
    case "invalid_value":
      return t("form.choose");
    case "too_small":
      if (issue.origin === "string") return t("form.tooShort", { count: number(issue.minimum) });
      if (issue.origin === "array") return t("form.tooFew", { count: number(issue.minimum) });
      return t(issue.inclusive ? "form.least" : "form.more", { limit: number(issue.minimum) });
    case "too_big":
      if (issue.origin === "string") return t("form.tooLong", { count: number(issue.maximum) });
      if (issue.origin === "array") return t("form.tooMany", { count: number(issue.maximum) });
      return t(issue.inclusive ? "form.most" : "form.less", { limit: number(issue.maximum) });
    case "invalid_format":
      return t(issue.format === "date" ? "form.date" : "form.format");
    case "unrecognized_keys":
      return t("form.unknown", { names: (issue.keys as string[]).join(", ") });
    default:
      return findText(language, `form.${issue.message}`) ?? issue.message;
  }
}

function wrongType(issue: Issue, given: unknown, language: Language): string {
  const t = translator(language);
  if (issue.expected === "int") return t("form.whole");
  if (issue.expected !== "number") return t("form.format");
  const typed = typeof given === "string" ? readTyped(given, language) : "none";
  return t(typed === "ambiguous" ? "form.ambiguous" : "form.number");
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((v, key) => (v as { [key: PropertyKey]: unknown } | undefined)?.[key], value);
}
