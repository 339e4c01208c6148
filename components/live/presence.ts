"use client";
import { useEffect, useMemo } from "react";
import type { Look } from "#lib/protocol.ts";
import { useLive, useLooks } from "./hooks.ts";

/** The server forgets a page that does not repeat what it looks at. */
const AGAIN_MS = 2_000;
const NOBODY: readonly Look[] = [];

/** Tells the others that this page looks at an alert, and whether its person writes on it; a hidden page looks at none. */
export function useLook(alertId: number | undefined, writing = false): void {
  const live = useLive();
  useEffect(() => {
    const tell = () => {
      const isSeen = document.visibilityState === "visible";
      void live.look({
        alertId: isSeen && alertId !== undefined ? alertId : null,
        writing: isSeen && writing,
      });
    };
    tell();
    if (alertId === undefined) return;
    const timer = setInterval(tell, AGAIN_MS);
    document.addEventListener("visibilitychange", tell);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tell);
    };
  }, [live, alertId, writing]);

  useEffect(() => () => void live.look({ alertId: null, writing: false }), [live]);
}

/** The other people who look at one alert now. */
export function usePresence(alertId: number | undefined): readonly Look[] {
  const looks = usePresenceByAlert();
  return (alertId !== undefined && looks.get(alertId)) || NOBODY;
}

/** By alert; the person of this page is left out. */
export function usePresenceByAlert(): ReadonlyMap<number, readonly Look[]> {
  const looks = useLooks();
  const { store } = useLive();
  return useMemo(() => {
    const { who } = store.watch.connection;
    const me = who?.kind === "person" ? who.userId : undefined;
    return Map.groupBy(looks?.looks.filter(({ userId }) => userId !== me) ?? [], ({ alertId }) => alertId);
  }, [looks, store]);
}
