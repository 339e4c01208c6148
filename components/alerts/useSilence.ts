"use client";
import { useCallback, useEffect, useState } from "react";
import { useLive, useNow } from "#components/live/hooks.ts";
import { NO_SILENCE, type Silence } from "./ringing.ts";

const KEPT = "desk.silence";

/** Silence of the bell, of all pages of this browser together. */
export function useSilence() {
  const { store } = useLive();
  const [silence, setSilence] = useState(NO_SILENCE);

  useEffect(() => {
    const read = () => setSilence(parsed(localStorage.getItem(KEPT)));
    const onStorage = (event: StorageEvent) => event.key === KEPT && read();
    read();
    addEventListener("storage", onStorage);
    return () => removeEventListener("storage", onStorage);
  }, []);

  const known = useNow(60_000) > 0;
  // Its end is a change as well. By an unknown clock it is not over, nor far off.
  useEffect(() => {
    if (!known) return;
    const left = silence.until - store.now();
    if (left <= 0) return;
    const timer = setTimeout(() => setSilence(NO_SILENCE), left);
    return () => clearTimeout(timer);
  }, [silence, store, known]);

  const keep = useCallback((next: Silence) => {
    localStorage.setItem(KEPT, JSON.stringify(next));
    setSilence(next);
  }, []);
  const silenceFor = useCallback(
    (minutes: number) => keep({ from: store.now(), until: store.now() + minutes * 60_000 }),
    [keep, store],
  );
  const end = useCallback(() => keep(NO_SILENCE), [keep]);
  return { silence, silenceFor, end };
}

function parsed(text: string | null): Silence {
  try {
    const { from, until } = JSON.parse(text ?? "") as Silence;
    return Number.isFinite(from) && Number.isFinite(until) ? { from, until } : NO_SILENCE;
  } catch {
    return NO_SILENCE;
  }
}
