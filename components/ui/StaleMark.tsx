"use client";
import { ClockAlert } from "lucide-react";
import { useText } from "#components/shell/language.tsx";
import style from "./StaleMark.module.css";

/** Beside a value that is older than three of its periods. */
export function StaleMark() {
  const t = useText();
  return (
    <span className={style.mark}>
      <ClockAlert aria-hidden />
      {t("value.stale")}
    </span>
  );
}
