"use client";
import { FlaskConical, TriangleAlert } from "lucide-react";
import { useIncidents } from "#components/live/hooks.ts";
import { useFormat, useText } from "#components/shell/language.tsx";
import style from "./FloodBanner.module.css";

/** More alarms than a person can answer: since when, how fast, and what that changes, for as long as it lasts. */
export function FloodBanner() {
  const t = useText();
  const format = useFormat();
  const floods = useIncidents()?.floods ?? [];
  return floods.map((flood) => (
    <p key={flood.id} role="status" className={style.banner} data-simulated={flood.simulated}>
      {flood.simulated ? <FlaskConical aria-hidden /> : <TriangleAlert aria-hidden />}
      <span>
        <strong>{t(flood.simulated ? "desk.flood.simulated" : "desk.flood.title")}</strong>{" "}
        {t("desk.flood.body", {
          time: format.clock(flood.startedAt),
          rate: flood.rate,
          alarms: flood.alarms,
        })}
      </span>
    </p>
  ));
}
