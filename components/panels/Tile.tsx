"use client";
import type { ReactNode } from "react";
import { useFormat, useText } from "#components/shell/language.tsx";
import { Popover } from "#components/ui/Popover.tsx";
import { StaleMark } from "#components/ui/StaleMark.tsx";
import style from "./Tile.module.css";

type Props = {
  label: string;
  /** The number, formatted; undefined while there is none. */
  figure?: string;
  unit?: string;
  /** Which place or what share: one line. */
  where?: ReactNode;
  /** Badges and counts. */
  note?: ReactNode;
  /** Time of the figure, ms. */
  time?: number;
  stale?: boolean;
  suspect?: boolean;
  /** Source and age, shown on hover, focus or touch. */
  about?: ReactNode;
};

/** One figure. Its unit and time always stand beside it. */
export function Tile(props: Props) {
  const t = useText();
  if (!props.about) return <div className={style.tile}>{<Face {...props} />}</div>;
  return (
    <Popover
      label={t("value.about", { name: props.label })}
      trigger={
        <button type="button" className={style.tile}>
          <Face {...props} />
        </button>
      }
    >
      {props.about}
    </Popover>
  );
}

function Face({ label, figure, unit, where, note, time, stale, suspect }: Props) {
  const t = useText();
  const format = useFormat();
  return (
    <>
      <span className={style.label}>{label}</span>
      {figure === undefined ? (
        <span className={style.none}>{t("value.none")}</span>
      ) : (
        <span className={style.figure} data-stale={stale}>
          {figure}
          {unit && <span className={style.unit}>{unit}</span>}
        </span>
      )}
      <span className={style.where}>{where}</span>
      <span className={style.foot}>
        <span className={style.note}>
          {stale && <StaleMark />}
          {suspect && <span className={style.suspect}>? {t("value.suspect")}</span>}
          {note}
        </span>
        {time !== undefined && <time className={style.time}>{format.clock(time)}</time>}
      </span>
    </>
  );
}
