"use client";
import { useContext } from "react";
import { useText } from "#components/shell/language.tsx";
import { FormContext, inside, useSaid, type View } from "./context.ts";
import { type Draft, mayBeOff, type Picked, type Switched } from "./draft.ts";
import { ChoiceField, FlagField, LongField, SetField, TypedField } from "./fields.tsx";
import style from "./form.module.css";
import { ListView } from "./ListView.tsx";
import type { FieldOf, Part } from "./part.ts";

type Of<K extends Part["kind"]> = Extract<Part, { kind: K }>;

/** Draws a part by its kind. */
export function PartView(view: View) {
  const { part } = view;
  switch (part.kind) {
    case "number":
      return <TypedField {...view} />;
    case "text":
      return part.long ? <LongField {...view} /> : <TypedField {...view} />;
    case "json":
      return <LongField {...view} />;
    case "flag":
      return <FlagField {...view} />;
    case "choice":
      return <ChoiceField {...view} part={part} />;
    case "set":
      return <SetField {...view} part={part} />;
    case "list":
      return <ListView {...view} part={part} />;
    case "union":
      return <UnionView {...view} part={part} />;
    case "group":
      return <GroupView {...view} part={part} />;
    case "fixed":
      return null;
  }
}

function GroupView({ part, path, draft, onChange, name }: View<Of<"group">>) {
  const { fields } = draft as { fields: { [key: string]: Draft } };
  const { hidden } = useContext(FormContext);
  const shown = path === "" ? part.fields.filter((field) => !hidden.includes(field.key)) : part.fields;
  const content = shown.map((field) => (
    <FieldView
      key={field.key}
      field={field}
      path={inside(path, field.key)}
      draft={fields[field.key] as Draft}
      onChange={(next) => onChange({ fields: { ...fields, [field.key]: next } })}
    />
  ));
  if (path === "" || (!part.words && !name)) return <div className={style.grid}>{content}</div>;
  return (
    <Boxed part={part} path={path} name={name}>
      <div className={style.grid}>{content}</div>
    </Boxed>
  );
}

type FieldProps = { field: FieldOf; path: string; draft: Draft; onChange(draft: Draft): void };

function FieldView({ field, path, draft, onChange }: FieldProps) {
  const { part, key, optional, nullable } = field;
  if (!mayBeOff(field)) {
    const empty = optional || nullable;
    return <PartView part={part} path={path} draft={draft} onChange={onChange} name={key} optional={empty} />;
  }
  return <SwitchedView field={field} path={path} draft={draft} onChange={onChange} />;
}

function SwitchedView({ field: { part, key }, path, draft, onChange }: FieldProps) {
  const t = useText();
  const { label } = useSaid({ part, path, name: key });
  const { on, inner } = draft as Switched;
  const flag = { ...part, words: undefined, hint: undefined };
  return (
    <div className={style.whole}>
      <FlagField
        part={flag}
        name={t("form.use", { name: label })}
        path={`${path}?`}
        draft={on}
        onChange={(next) => onChange({ on: next === true, inner })}
      />
      {on && (
        <PartView
          part={part}
          path={path}
          draft={inner}
          onChange={(next) => onChange({ on, inner: next })}
          name={key}
        />
      )}
    </div>
  );
}

function UnionView({ part, path, draft, onChange, name }: View<Of<"union">>) {
  const t = useText();
  const { option, drafts } = draft as Picked;
  const titles = part.options.map((o, i) => {
    const words = o.words ?? fixedWords(o);
    const number = t("form.option", { number: i + 1 });
    return { value: i, words: words ?? { vi: number, en: number } };
  });
  const choice = { ...part, kind: "choice" as const, choices: titles };
  const chosen = part.options[option] as Part;
  const replace = (next: Draft) =>
    onChange({ option, drafts: drafts.map((d, i) => (i === option ? next : d)) });
  return (
    <div className={style.whole}>
      <ChoiceField
        part={choice}
        path={path}
        name={name}
        draft={String(option)}
        onChange={(next) => onChange({ option: Number(next), drafts })}
      />
      <PartView
        part={chosen.kind === "group" ? { ...chosen, words: undefined } : chosen}
        path={path}
        draft={drafts[option] as Draft}
        onChange={replace}
      />
    </div>
  );
}

/** Options that are told apart by a fixed word are called by it. */
function fixedWords(part: Part) {
  if (part.kind !== "group") return undefined;
  const fixed = part.fields.map((f) => f.part).find((p) => p.kind === "fixed");
  if (fixed?.kind !== "fixed") return undefined;
  return fixed.words ?? { vi: String(fixed.value), en: String(fixed.value) };
}

type BoxProps = { part: Part; path: string; name?: string; children: React.ReactNode };

function Boxed({ part, path, name, children }: BoxProps) {
  const { label, hint, error } = useSaid({ part, path, name });
  return (
    <fieldset className={style.box}>
      <legend className={style.legend}>{label}</legend>
      {hint && <p className={style.hint}>{hint}</p>}
      {children}
      {error && <p className={style.error}>{error}</p>}
    </fieldset>
  );
}
