import { z } from "zod";
import type { Words } from "#lib/i18n/model.ts";

/** What stands beside a field, from the `.meta({ vi, en, unit?, hintVi?, hintEn?, options? })` of its schema. */
export type Label = { words?: Words; hint?: Words; unit?: string };
export type Choice = { value: Plain; words: Words };
type Plain = string | number | boolean;

/** A form, or a part of one, as far as it must be known to be drawn. */
export type Part = Label & PartKind;
type PartKind =
  | { kind: "number"; integer: boolean }
  /** `wide`: names and sentences; ids, dates and the like are short. */
  | { kind: "text"; long: boolean; wide: boolean; secret: boolean; type: "text" | "date" }
  | { kind: "flag" }
  | { kind: "choice"; choices: Choice[] }
  /** Any of the choices, each at most once. */
  | { kind: "set"; choices: Choice[] }
  | { kind: "fixed"; value: unknown }
  | { kind: "group"; fields: FieldOf[] }
  | { kind: "list"; item: Part; most: number }
  | { kind: "union"; options: Part[] }
  /** Whatever has no drawing of its own: written as JSON. */
  | { kind: "json" };

export type FieldOf = {
  key: string;
  part: Part;
  /** May be left out; what is left empty takes the fallback. */
  optional: boolean;
  /** Leaving it empty means null. */
  nullable: boolean;
  fallback?: unknown;
};

type Json = { [key: string]: unknown };

export function formOf(schema: z.ZodType): Part {
  return partOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Json);
}

function partOf(json: Json): Part {
  return { ...labelOf(json), ...kindOf(json) };
}

function labelOf(json: Json): Label {
  const label: Label = {};
  if (typeof json.vi === "string") label.words = { vi: json.vi, en: String(json.en ?? json.vi) };
  if (typeof json.hintVi === "string")
    label.hint = { vi: json.hintVi, en: String(json.hintEn ?? json.hintVi) };
  if (typeof json.unit === "string") label.unit = json.unit;
  return label;
}

function kindOf(json: Json): PartKind {
  const options = optionsOf(json);
  if (options) return unionOf(options, json);
  if ("const" in json) return { kind: "fixed", value: json.const };
  if (Array.isArray(json.enum)) return { kind: "choice", choices: choicesOf(json.enum, json.options) };
  switch (typeOf(json)) {
    case "number":
    case "integer":
      return { kind: "number", integer: json.type === "integer" };
    case "string":
      return {
        kind: "text",
        long: json.long === true || Number(json.maxLength ?? 0) > 200,
        wide: !json.pattern && !json.format && Number(json.maxLength ?? 200) >= 100,
        secret: json.secret === true,
        type: json.format === "date" ? "date" : "text",
      };
    case "boolean":
      return { kind: "flag" };
    case "array":
      return listOf(json);
    case "object":
      return json.properties ? { kind: "group", fields: fieldsOf(json) } : { kind: "json" };
    default:
      return { kind: "json" };
  }
}

function typeOf({ type }: Json): unknown {
  return Array.isArray(type) ? type.find((t) => t !== "null") : type;
}

function listOf(json: Json): PartKind {
  const item = json.items as Json | false | undefined;
  if (!item || Object.keys(item).length === 0) return { kind: "json" };
  if (Array.isArray(item.enum)) {
    return { kind: "set", choices: choicesOf(item.enum, json.options ?? item.options) };
  }
  if (json.options) return { kind: "set", choices: choicesOf(namedIn(json.options, item), json.options) };
  return { kind: "list", item: partOf(item), most: Number(json.maxItems ?? Number.POSITIVE_INFINITY) };
}

/** Names of options are keys of an object, hence text; those of a list of numbers are numbers. */
function namedIn(options: unknown, item: Json): Plain[] {
  const keys = Object.keys(options as Json);
  return typeOf(item) === "string" ? keys : keys.map(Number);
}

function fieldsOf(json: Json): FieldOf[] {
  const required = new Set((json.required ?? []) as string[]);
  return Object.entries(json.properties as { [key: string]: Json }).map(([key, property]) => ({
    key,
    part: isThreeWay(property, required.has(key)) ? { ...labelOf(property), ...THREE_WAY } : partOf(property),
    optional: !required.has(key),
    nullable: isNullable(property),
    fallback: property.default,
  }));
}

/** Yes, no, or nothing said. */
const THREE_WAY: PartKind = {
  kind: "choice",
  choices: [
    { value: true, words: { vi: "Có", en: "Yes" } },
    { value: false, words: { vi: "Không", en: "No" } },
  ],
};

function isThreeWay(json: Json, required: boolean): boolean {
  return typeOf(json) === "boolean" && (isNullable(json) || !(required || "default" in json));
}

function isNullable(json: Json): boolean {
  if (Array.isArray(json.type)) return json.type.includes("null");
  return (optionsOf(json) ?? []).some((option) => option.type === "null");
}

function optionsOf(json: Json): Json[] | undefined {
  return (json.anyOf ?? json.oneOf) as Json[] | undefined;
}

/** A null among the options is the field's "left empty", not a choice; one option that remains is the thing itself. */
function unionOf(options: Json[], outer: Json): PartKind {
  const real = options.filter((option) => option.type !== "null");
  const [only] = real;
  if (only && real.length === 1) return kindOf({ ...only, options: only.options ?? outer.options });
  return { kind: "union", options: real.map(partOf) };
}

function choicesOf(values: unknown[], named: unknown): Choice[] {
  const names = (named ?? {}) as { [value: string]: Partial<Words> };
  return values
    .filter((value) => value !== null)
    .map((value) => {
      const plain = String(value);
      const { vi = plain, en = vi } = names[plain] ?? {};
      return { value: value as Plain, words: { vi, en } };
    });
}
