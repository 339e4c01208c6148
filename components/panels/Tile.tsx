"use client";
import type { ReactNode } from "react";
import { useHeard } from "#components/live/useHeard.ts";
import { useFormat, useText } from "#components/shell/language.tsx";
import { KnownMark } from "#components/ui/KnownMark.tsx";
import { Popover } from "#components/ui/Popover.tsx";
import { SimulatedMark } from "#components/ui/SimulatedMark.tsx";
import { certaintyOf, type Figure } from "#lib/figure/model.ts";
import style from "./Tile.module.css";

type Props = {
  label: string;
  /** Undefined while it has not come. */
  figure: Figure | undefined;
  write(value: number): string;
  unit?: string;
  /** What the figure is of, said whatever it is: a place, a kind of thing. */
  where?: ReactNode;
  /** What the number of now means: badges and counts. Left out when nobody knows it. */
  note?: ReactNode;
  /** That all is well, in words. Said only when everything that could speak against it has spoken. */
  clear?: ReactNode;
  /** Source and age, shown on hover, focus or touch. */
  about?: ReactNode;
};

/** One figure with its unit, its time, and of how many it is known. It cannot be given a bare number. */
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

function Face({ label, figure: given, write, unit, where, note, clear }: Props) {
  const format = useFormat();
  const figure = useHeard(given);
  const certainty = figure ? certaintyOf(figure) : "none";
  const isSaid = certainty === "partly" || certainty === "whole";
  return (
    <>
      <span className={style.label}>
        {label}
        {figure?.simulated && <SimulatedMark />}
      </span>
      <Value figure={figure} write={write} unit={unit} />
      <span className={style.where}>
        {where}
        {certainty === "whole" && clear}
      </span>
      <span className={style.foot} data-certainty={certainty}>
        <span className={style.note}>
          {figure && <KnownMark basis={figure} />}
          {isSaid && note}
        </span>
        {figure?.newest !== undefined && <time className={style.time}>{format.clock(figure.newest)}</time>}
      </span>
    </>
  );
}

function Value({ figure, write, unit }: Pick<Props, "figure" | "write" | "unit">) {
  const t = useText();
  const quantity = (value: number) => (
    <>
      {write(value)}
      {unit && <span className={style.unit}>{unit}</span>}
    </>
  );
  if (figure?.now !== undefined)
    return (
      <span className={style.figure} data-figure="now">
        {quantity(figure.now)}
      </span>
    );
  const isUnknown = figure !== undefined && certaintyOf(figure) === "unknown";
  return (
    <span className={style.none}>
      {t(isUnknown ? "figure.unknown" : "value.none")}
      {figure?.last !== undefined && (
        <s className={style.last} data-figure="last">
          <span className="unseen">{t("figure.last")} </span>
          {quantity(figure.last)}
        </s>
      )}
    </span>
  );
}
