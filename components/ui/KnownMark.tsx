"use client";
import { CircleHelp } from "lucide-react";
import { useFormat, useText } from "#components/shell/language.tsx";
import { type Basis, certaintyOf } from "#lib/figure/model.ts";
import style from "./KnownMark.module.css";

/** Of how many a figure is known, wherever that is not all of them. */
export function KnownMark({ basis }: { basis: Basis }) {
  const t = useText();
  const format = useFormat();
  const certainty = certaintyOf(basis);
  if (certainty === "none" || certainty === "whole") return null;
  const [known, total] = [format.number(basis.known), format.number(basis.total)];
  return (
    <span className={style.mark} data-certainty={certainty} title={t("figure.knownLong", { known, total })}>
      <CircleHelp aria-hidden />
      {t("figure.known", { known, total })}
    </span>
  );
}
