"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import own from "./Menu.module.css";
import style from "./Select.module.css";

export function Menu({ trigger, children }: { trigger: ReactElement; children: ReactNode }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="end" className={style.positioner}>
          <Base.Popup className={style.popup}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem({ onClick, children }: { onClick(): void; children: ReactNode }) {
  return (
    <Base.Item className={style.item} onClick={onClick}>
      {children}
    </Base.Item>
  );
}

type Choice<V extends string> = {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange(value: V): void;
};

export function MenuChoice<V extends string>({ label, value, options, onChange }: Choice<V>) {
  return (
    <Base.Group>
      <Base.GroupLabel className={own.label}>{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={onChange}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className={style.item} closeOnClick>
            {option.label}
            <Base.RadioItemIndicator className={style.icon}>
              <Check aria-hidden />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

export function MenuRule() {
  return <Base.Separator className={own.rule} />;
}
