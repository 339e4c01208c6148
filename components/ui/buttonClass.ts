import style from "./Button.module.css";
import { cx } from "./cx.ts";

export type ButtonLook = "solid" | "outline" | "quiet" | "danger";

/** For links that look like buttons: a link stays an <a>. */
export function buttonClass(look: ButtonLook, shape: { icon?: boolean; wide?: boolean } = {}): string {
  return cx(style.button, style[look], shape.icon && style.icon, shape.wide && style.wide);
}
