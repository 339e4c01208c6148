"use client";
import { useRef, useState } from "react";
import type { AlertRow } from "#lib/alert/model.ts";

/** The chosen alert in a list that moves under it; `first`: at the beginning. */
export function useCursor(rows: readonly AlertRow[], first?: number) {
  const [chosen, setChosen] = useState(first);
  /** By key, where the next press may follow at once. */
  const [isStepping, setStepping] = useState(false);
  const place = useRef(0);

  /** From the chosen alert; when it has left the list, from the place where it stood. */
  function step(by: 1 | -1): number | undefined {
    const at = rows.findIndex((row) => row.id === chosen);
    const from = at >= 0 ? at + by : by > 0 ? place.current : place.current - 1;
    const next = Math.min(rows.length - 1, Math.max(0, from));
    place.current = Math.max(0, next);
    const id = rows[next]?.id;
    setStepping(true);
    if (id !== undefined) setChosen(id);
    return id;
  }

  function choose(id: number) {
    place.current = Math.max(
      0,
      rows.findIndex((row) => row.id === id),
    );
    setStepping(false);
    setChosen(id);
  }

  return { chosen, isStepping, step, choose };
}
