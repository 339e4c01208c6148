"use client";
import { CircleHelp } from "lucide-react";
import { useText } from "#components/shell/language.tsx";
import type { Doubt } from "#lib/reading/model.ts";
import style from "./StaleMark.module.css";
import { StaleMark } from "./StaleMark.tsx";

/** Beside a value that must not be taken as what is so now. */
export function DoubtMark({ doubt }: { doubt: Doubt }) {
  const t = useText();
  if (doubt === "stale") return <StaleMark />;
  return (
    <span className={style.mark}>
      <CircleHelp aria-hidden />
      {t(doubt === "suspect" ? "value.suspect" : "quality.unconfirmed")}
    </span>
  );
}
