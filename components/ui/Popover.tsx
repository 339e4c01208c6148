"use client";
import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import style from "./Popover.module.css";

type Props = { trigger: ReactElement; children: ReactNode; label: string };

const REST_MS = 250;

/** Opens by hover, focus and press, or tap: what it says can be reached with any pointer or none. */
export function Popover({ trigger, children, label }: Props) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} openOnHover delay={REST_MS} aria-label={label} />
      <Base.Portal>
        <Base.Positioner sideOffset={8} collisionPadding={12} className={style.positioner}>
          <Base.Popup className={style.popup} aria-label={label}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
