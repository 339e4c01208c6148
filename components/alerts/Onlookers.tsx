"use client";
import { Eye, PencilLine } from "lucide-react";
import { useLook, usePresence } from "#components/live/presence.ts";
import { useText } from "#components/shell/language.tsx";
import style from "./DetailHead.module.css";

/** Tells the others that one looks at this alert, and says who else does: two people need not call the same commune. */
export function Onlookers({ alertId, writing }: { alertId: number; writing: boolean }) {
  const t = useText();
  useLook(alertId, writing);
  const others = usePresence(alertId);
  return others.map(({ userId, name, writing: writes }) => {
    const Mark = writes ? PencilLine : Eye;
    return (
      <span key={userId} className={style.onlooker}>
        <Mark aria-hidden /> {t(writes ? "presence.writes" : "presence.looks", { name })}
      </span>
    );
  });
}
