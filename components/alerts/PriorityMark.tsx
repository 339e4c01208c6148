"use client";
import { useText } from "#components/shell/language.tsx";
import { cx } from "#components/ui/cx.ts";
import type { Priority } from "#lib/alert/model.ts";
import style from "./PriorityMark.module.css";

/** Square, triangle, diamond, circle: the shape says the priority to those who do not see the colour. */
const SHAPES: Record<Priority, string> = {
  1: "M3 3h26v26H3z",
  2: "M16 2 31 29H1z",
  3: "M16 1 31 16 16 31 1 16z",
  4: "M16 2a14 14 0 1 1 0 28 14 14 0 0 1 0-28z",
};
/** The number's baseline: a triangle's middle lies low. */
const BASE: Record<Priority, number> = { 1: 22.5, 2: 26, 3: 22, 4: 22.3 };

export type MarkLook = "flashing" | "solid" | "outline" | "faded";

type Props = { priority: Priority; look?: MarkLook; className?: string };

export function PriorityMark({ priority, look = "solid", className }: Props) {
  const t = useText();
  const name = t("priority.label", { n: priority, name: t(`priority.${priority}`) });
  return (
    <svg
      viewBox="0 0 32 32"
      role="img"
      aria-label={name}
      data-priority={priority}
      className={cx(style.mark, style[look], className)}
    >
      <path d={SHAPES[priority]} />
      <text x="16" y={BASE[priority]} fontSize="18">
        {priority}
      </text>
    </svg>
  );
}
