"use client";
import { FlaskConical } from "lucide-react";
import { useScenario } from "#components/live/hooks.ts";
import { useName, useText } from "./language.tsx";
import style from "./ScenarioBanner.module.css";

/** Says on every screen that what it shows is simulated; nothing when it is not. */
export function ScenarioBanner() {
  const t = useText();
  const name = useName();
  const scenario = useScenario();
  if (!scenario?.running && !scenario?.demo) return null;
  return (
    <p className={style.banner} data-running={scenario.running !== null} role="status">
      <FlaskConical aria-hidden />
      {scenario.running ? t("scenario.banner", { name: name(scenario.running) }) : t("scenario.demo")}
    </p>
  );
}
