"use client";
import { FlaskConical } from "lucide-react";
import { useText } from "#components/shell/language.tsx";
import style from "./SimulatedMark.module.css";

/** Beside whatever simulated data had a part in. */
export function SimulatedMark() {
  const t = useText();
  return <FlaskConical className={style.mark} role="img" aria-label={t("app.simulated")} />;
}
