"use client";
import { useEffect, useEffectEvent, useRef } from "react";
import { useIncidents } from "#components/live/hooks.ts";

/** When a flood of alarms begins, the desk turns to incidents by itself; once, so that a person may turn back. */
export function useFloodView(turn: () => void): void {
  const floods = useIncidents()?.floods;
  const seen = useRef(new Set<number>());
  const begin = useEffectEvent(turn);

  useEffect(() => {
    const fresh = (floods ?? []).filter(({ id }) => !seen.current.has(id));
    for (const { id } of fresh) seen.current.add(id);
    if (fresh.length > 0) begin();
  }, [floods]);
}
