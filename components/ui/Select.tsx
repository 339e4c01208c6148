"use client";
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import style from "./Select.module.css";

export type Option<V extends string> = { value: V; label: string };
type Props<V extends string> = {
  label: string;
  options: readonly Option<V>[];
  value: V;
  onChange(value: V): void;
  disabled?: boolean;
  /** The label is said to screen readers only. */
  labelUnseen?: boolean;
};

export function Select<V extends string>({
  label,
  options,
  value,
  onChange,
  disabled,
  labelUnseen,
}: Props<V>) {
  return (
    <Base.Root
      items={options}
      value={value}
      disabled={disabled}
      onValueChange={(next) => next !== null && onChange(next)}
    >
      <div className={style.field}>
        <Base.Label className={labelUnseen ? "unseen" : style.label}>{label}</Base.Label>
        <Base.Trigger className={style.trigger} aria-label={labelUnseen ? label : undefined}>
          <Base.Value />
          <Base.Icon className={style.icon}>
            <ChevronDown aria-hidden />
          </Base.Icon>
        </Base.Trigger>
      </div>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className={style.positioner}>
          <Base.Popup className={style.popup}>
            <Base.List>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className={style.item}>
                  <Base.ItemText>{option.label}</Base.ItemText>
                  <Base.ItemIndicator className={style.icon}>
                    <Check aria-hidden />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
