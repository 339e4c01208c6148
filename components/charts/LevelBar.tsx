"use client";
import type { CSSProperties } from "react";
import style from "./LevelBar.module.css";

export type BarLimit = { value: number; label: string; colour: string };

type Props = {
  value: number;
  limits: readonly BarLimit[];
  /** Colour of the level that the value has reached; undefined below all of them. */
  colour?: string;
  faded?: boolean;
};

/** A level beside its limits. Its scale begins as far below the first limit as the limits span, or at the value. */
export function LevelBar({ value, limits, colour, faded }: Props) {
  const { low, high } = barScale(value, limits);
  const at = (x: number) => `${(Math.min(1, Math.max(0, (x - low) / (high - low))) * 100).toFixed(2)}%`;
  return (
    <div className={style.bar} data-faded={faded} style={{ "--level": colour } as CSSProperties}>
      <div className={style.track} />
      <div className={style.fill} style={{ width: at(value) }} />
      {limits.map((limit) => (
        <div
          key={limit.label}
          className={style.limit}
          style={{ left: at(limit.value), "--limit": limit.colour } as CSSProperties}
        />
      ))}
    </div>
  );
}

export function barScale(value: number, limits: readonly BarLimit[]): { low: number; high: number } {
  const first = limits[0]?.value ?? 0;
  const last = limits.at(-1)?.value ?? Math.max(1, value);
  const span = last - first || Math.abs(last) || 1;
  return { low: Math.min(first - 1.5 * span, value), high: Math.max(last + 0.25 * span, value) };
}
