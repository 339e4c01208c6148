"use client";
import { Field as Base } from "@base-ui/react/field";
import type { ComponentProps, ReactNode } from "react";
import style from "./Field.module.css";

type Props = ComponentProps<typeof Base.Control> & {
  label: ReactNode;
  hint?: ReactNode;
  /** Said by the server; what the browser itself finds is shown by its own words. */
  error?: string;
};

export function Field({ label, hint, error, name, ...control }: Props) {
  return (
    <Base.Root name={name} className={style.field} invalid={error ? true : undefined}>
      <Base.Label className={style.label}>{label}</Base.Label>
      <Base.Control {...control} className={style.control} />
      {hint && <Base.Description className={style.hint}>{hint}</Base.Description>}
      <Base.Error match={error ? true : undefined} className={style.error}>
        {error}
      </Base.Error>
    </Base.Root>
  );
}
