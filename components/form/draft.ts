import type { Language } from "#lib/i18n/model.ts";
import { readTyped, writeTyped } from "./number.ts";
import type { FieldOf, Part } from "./part.ts";

/** What a person has typed so far, kept as typed: nothing is lost because it does not fit. */
export type Draft =
  | string
  | boolean
  | string[]
  | { fields: { [key: string]: Draft } }
  | Listed
  | Picked
  | Switched;
/** `empty`: it was there and held nothing, which is not the same as not being there. */
export type Listed = { items: Item[]; empty?: boolean };
/** A union: what was typed into an option stays while another is looked at. */
export type Picked = { option: number; drafts: Draft[] };
/** A part that may be absent as a whole. */
export type Switched = { on: boolean; inner: Draft };
/** `id` stays with an entry while it is moved, so that the focus does too. */
export type Item = { id: number; draft: Draft };

let lastId = 0;
export const newItem = (draft: Draft): Item => ({ id: ++lastId, draft });

export function emptyDraft(part: Part, language: Language): Draft {
  return draftOf(part, undefined, language);
}

/** `value` as a person would have typed it; of what does not fit, as much as can be shown. */
export function draftOf(part: Part, value: unknown, language: Language): Draft {
  switch (part.kind) {
    case "number":
      return typeof value === "number" ? writeTyped(value, language) : textOf(value);
    case "text":
      return textOf(value);
    case "flag":
      return value === true;
    case "choice":
      return value === undefined || value === null ? "" : String(value);
    case "set":
      return Array.isArray(value) ? value.map(String) : [];
    case "fixed":
      return "";
    case "json":
      return value === undefined ? "" : JSON.stringify(value, null, 2);
    case "list":
      return {
        items: (Array.isArray(value) ? value : []).map((v) => newItem(draftOf(part.item, v, language))),
        empty: Array.isArray(value) && value.length === 0,
      };
    case "group":
      return { fields: Object.fromEntries(part.fields.map((f) => [f.key, fieldDraft(f, value, language)])) };
    case "union": {
      const option = Math.max(
        0,
        part.options.findIndex((o) => fits(o, value)),
      );
      const drafts = part.options.map((o, i) => draftOf(o, i === option ? value : undefined, language));
      return { option, drafts };
    }
  }
}

function fieldDraft(field: FieldOf, owner: unknown, language: Language): Draft {
  const given = isObject(owner) ? owner[field.key] : undefined;
  const value = given === undefined ? field.fallback : given;
  if (!mayBeOff(field)) return draftOf(field.part, value, language);
  const on = value !== undefined && value !== null;
  return { on, inner: draftOf(field.part, value, language) };
}

/** Fields that have no "empty" of their own and may be absent are switched on and off. */
export function mayBeOff({ part, optional, nullable, fallback }: FieldOf): boolean {
  if (!nullable && (!optional || fallback !== undefined)) return false;
  return part.kind === "group" || part.kind === "union" || (part.kind === "list" && nullable);
}

/** What the schema is to judge; a number that cannot be read stays the text that it is, and is refused as one. */
export function readDraft(part: Part, draft: Draft, language: Language): unknown {
  switch (part.kind) {
    case "number": {
      const typed = readTyped(draft as string, language);
      if (typed === "empty") return undefined;
      return typeof typed === "number" ? typed : draft;
    }
    case "text":
      return draft;
    case "flag":
      return draft;
    case "choice":
      return part.choices.find(({ value }) => String(value) === draft)?.value;
    case "set":
      return part.choices
        .filter(({ value }) => (draft as string[]).includes(String(value)))
        .map((c) => c.value);
    case "fixed":
      return part.value;
    case "json":
      return jsonOf(draft as string);
    case "list":
      return (draft as Listed).items.map((item) => readDraft(part.item, item.draft, language));
    case "group":
      return groupOf(part.fields, (draft as { fields: { [key: string]: Draft } }).fields, language);
    case "union": {
      const { option, drafts } = draft as Picked;
      return readDraft(part.options[option] as Part, drafts[option] as Draft, language);
    }
  }
}

function groupOf(fields: FieldOf[], drafts: { [key: string]: Draft }, language: Language): object {
  const value: { [key: string]: unknown } = {};
  for (const field of fields) {
    const read = fieldValue(field, drafts[field.key] as Draft, language);
    if (read !== undefined) value[field.key] = read;
  }
  return value;
}

function fieldValue(field: FieldOf, draft: Draft, language: Language): unknown {
  const absent = field.nullable ? null : undefined;
  if (mayBeOff(field)) {
    const { on, inner } = draft as Switched;
    return on ? readDraft(field.part, inner, language) : absent;
  }
  const value = readDraft(field.part, draft, language);
  const empty = value === undefined || (value === "" && (field.optional || field.nullable));
  // An empty list that may be left out is left out, unless leaving it out would bring a full one back.
  const none =
    Array.isArray(value) &&
    value.length === 0 &&
    !(typeof draft === "object" && "empty" in draft && draft.empty) &&
    (field.nullable || (field.optional && field.fallback === undefined));
  return empty || none ? absent : value;
}

/** Whether a value is of this option: it has what the option needs, and nothing that the option does not know. */
function fits(part: Part, value: unknown): boolean {
  switch (part.kind) {
    case "group":
      return (
        isObject(value) &&
        Object.keys(value).every((key) => part.fields.some((f) => f.key === key)) &&
        part.fields.every((f) => {
          const given = value[f.key];
          if (given === undefined || given === null) return f.optional || f.nullable;
          return f.part.kind === "fixed" ? f.part.value === given : true;
        })
      );
    case "list":
    case "set":
      return Array.isArray(value);
    case "number":
      return typeof value === "number";
    case "text":
      return typeof value === "string";
    case "flag":
      return typeof value === "boolean";
    case "choice":
      return part.choices.some((c) => c.value === value);
    case "fixed":
      return part.value === value;
    default:
      return true;
  }
}

function jsonOf(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
