"use client";
import { Field as Base } from "@base-ui/react/field";
import type { ComponentProps, ReactNode } from "react";
import style from "./Field.module.css";

type Props = ComponentProps<"textarea"> & { label: ReactNode };

export function TextArea({ label, name, ...rest }: Props) {
  return (
    <Base.Root name={name} className={style.field}>
      <Base.Label className={style.label}>{label}</Base.Label>
      <Base.Control render={<textarea rows={4} {...rest} />} className={style.control} />
    </Base.Root>
  );
}
