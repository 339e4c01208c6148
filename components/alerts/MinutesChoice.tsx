"use client";
import { useId } from "react";
import { useFormat, useText } from "#components/shell/language.tsx";
import { Field } from "#components/ui/Field.tsx";
import style from "./ActDialog.module.css";

type Props = {
  label: string;
  hint: string;
  minutes: number;
  /** The last one is the longest that may be asked for. */
  presets: readonly number[];
  onChange(minutes: number): void;
};

/** How long: one of the usual times, or any number of minutes up to the longest. */
export function MinutesChoice({ label, hint, minutes, presets, onChange }: Props) {
  const t = useText();
  const format = useFormat();
  const group = useId();
  return (
    <fieldset className={style.group}>
      <legend>{label}</legend>
      <div className={style.presets}>
        {presets.map((preset) => (
          <label key={preset} className={style.chip}>
            <input type="radio" name={group} checked={minutes === preset} onChange={() => onChange(preset)} />
            {format.span(preset * 60_000)}
          </label>
        ))}
      </div>
      <Field
        label={t("act.minutes")}
        name="minutes"
        type="number"
        min={1}
        max={presets.at(-1)}
        value={minutes || ""}
        onChange={(event) => onChange(Math.trunc(event.target.valueAsNumber) || 0)}
        required
        hint={hint}
      />
    </fieldset>
  );
}
