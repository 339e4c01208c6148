"use client";
import { useMemo } from "react";
import { FormContext } from "./context.ts";
import style from "./form.module.css";
import { PartView } from "./PartView.tsx";
import type { SchemaFormState } from "./useSchemaForm.ts";

type Props = {
  form: SchemaFormState;
  /** Stands for `unit: "metric"`. */
  metricUnit?: string;
  disabled?: boolean;
  /** Fields that the caller draws itself. */
  hidden?: readonly string[];
};
const NONE: readonly string[] = [];

/** The fields of a schema, drawn from it. The buttons that do something with the value are the caller's. */
export function SchemaForm({ form, metricUnit = "", disabled = false, hidden = NONE }: Props) {
  const { problems, part, draft, change } = form;
  const context = useMemo(
    () => ({ problems, metricUnit, disabled, hidden, Draw: PartView }),
    [problems, metricUnit, disabled, hidden],
  );
  return (
    <FormContext value={context}>
      <div className={style.form}>
        <PartView part={part} path="" draft={draft} onChange={change} />
        {problems[""] && (
          <p role="alert" className={style.error}>
            {problems[""]}
          </p>
        )}
      </div>
    </FormContext>
  );
}
