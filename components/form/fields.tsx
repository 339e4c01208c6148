"use client";
import { Field as Base } from "@base-ui/react/field";
import type { ReactNode } from "react";
import { useText, useWords } from "#components/shell/language.tsx";
import { Field } from "#components/ui/Field.tsx";
import { Select } from "#components/ui/Select.tsx";
import { TextArea } from "#components/ui/TextArea.tsx";
import { useSaid, type View } from "./context.ts";
import style from "./form.module.css";
import type { Part } from "./part.ts";

type Of<K extends Part["kind"]> = Extract<Part, { kind: K }>;

/** Numbers and short texts. A number is a text field: browsers refuse the decimal comma in the other kind. */
export function TypedField({ part, path, draft, onChange, name }: View) {
  const { label, hint, error, disabled } = useSaid({ part, path, name });
  const text = part.kind === "text" ? part : undefined;
  return (
    <div className={text?.wide ? style.wide : style.field}>
      <Field
        label={label}
        hint={hint}
        error={error}
        name={path}
        type={text?.secret ? "password" : text?.type}
        inputMode={part.kind === "number" ? "decimal" : undefined}
        autoComplete="off"
        disabled={disabled}
        value={draft as string}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

export function LongField({ part, path, draft, onChange, name }: View) {
  const { label, hint, error, disabled } = useSaid({ part, path, name });
  return (
    <div className={style.whole}>
      <TextArea
        label={label}
        name={path}
        rows={3}
        disabled={disabled}
        value={draft as string}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Around hint={hint} error={error} />
    </div>
  );
}

export function FlagField({ part, path, draft, onChange, name }: View) {
  const { label, hint, error, disabled } = useSaid({ part, path, name });
  return (
    <div className={style.flagged}>
      <label className={style.flag}>
        <input
          type="checkbox"
          name={path}
          checked={draft === true}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {label}
      </label>
      <Around hint={hint} error={error} />
    </div>
  );
}

export function ChoiceField({ part, path, draft, onChange, name, optional }: View<Of<"choice">>) {
  const t = useText();
  const words = useWords();
  const { label, hint, error, disabled } = useSaid({ part, path, name });
  const choices = part.choices.map((c) => ({ value: String(c.value), label: words(c.words) }));
  const none = optional || draft === "" ? [{ value: "", label: t("form.none") }] : [];
  return (
    <Base.Root className={style.field} invalid={error ? true : undefined} name={path}>
      <Select
        label={label}
        options={[...none, ...choices]}
        value={draft as string}
        disabled={disabled}
        onChange={onChange}
      />
      <Around hint={hint} error={error} />
    </Base.Root>
  );
}

export function SetField({ part, path, draft, onChange, name }: View<Of<"set">>) {
  const words = useWords();
  const { label, hint, error, disabled } = useSaid({ part, path, name });
  const chosen = draft as string[];
  const toggle = (value: string, on: boolean) =>
    onChange(on ? [...chosen, value] : chosen.filter((v) => v !== value));
  return (
    <fieldset className={style.plain}>
      <legend className={style.label}>{label}</legend>
      <div className={style.set}>
        {part.choices.map((choice) => {
          const value = String(choice.value);
          return (
            <label key={value} className={style.flag}>
              <input
                type="checkbox"
                checked={chosen.includes(value)}
                disabled={disabled}
                onChange={(event) => toggle(value, event.currentTarget.checked)}
              />
              {words(choice.words)}
            </label>
          );
        })}
      </div>
      <Around hint={hint} error={error} />
    </fieldset>
  );
}

function Around({ hint, error }: { hint?: ReactNode; error?: ReactNode }) {
  return (
    <>
      {hint && <p className={style.hint}>{hint}</p>}
      {error && (
        <p role="alert" className={style.error}>
          {error}
        </p>
      )}
    </>
  );
}
