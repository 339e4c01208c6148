"use client";
import { TriangleAlert } from "lucide-react";
import { useText } from "#components/shell/language.tsx";
import type { MapHealth } from "./health.ts";
import style from "./map.module.css";

/** Says when the map shows less than it should; silent when all is well. */
export function MapTrouble({ health, failure }: { health: MapHealth; failure: boolean }) {
  const t = useText();
  const missing = health.expected - health.drawn;
  const troubles = [
    failure && t("map.noWebgl"),
    health.ground === "failed" && t("map.noGround"),
    missing > 0 && t("map.missing", { count: missing, total: health.expected }),
  ].filter((text) => text !== false);
  return (
    <div role="status" className={style.trouble} hidden={troubles.length === 0}>
      <TriangleAlert aria-hidden="true" />
      {troubles.join(" · ")}
    </div>
  );
}
