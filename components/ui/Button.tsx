"use client";
import { Button as Base } from "@base-ui/react/button";
import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./buttonClass.ts";

type Props = Omit<ComponentProps<typeof Base>, "className"> & {
  look?: ButtonLook;
  /** Square, for a lone icon: give it an aria-label. */
  icon?: boolean;
  wide?: boolean;
};

export function Button({ look = "outline", icon, wide, ...rest }: Props) {
  return <Base type="button" {...rest} className={buttonClass(look, { icon, wide })} />;
}
