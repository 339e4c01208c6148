"use client";
import { useEffect, useRef, useState } from "react";
import { useIncidents, useLive } from "#components/live/hooks.ts";
import type { AlertRow, Priority } from "#lib/alert/model.ts";
import type { FloodRow } from "#lib/flood/model.ts";
import { standForLead } from "./lead.ts";
import { Ringer, type RingerState } from "./Ringer.ts";
import { type Ringing, ringingOf, type Silence } from "./ringing.ts";
import { usePreference } from "./usePreference.ts";
import { useSilence } from "./useSilence.ts";

export type Bell = {
  /** undefined until it is known. */
  state: RingerState | undefined;
  /** Whether this page is the one of this browser that sounds. */
  leads: boolean;
  ringing: Ringing | null;
  silence: Silence;
  volume: number;
  setVolume(volume: number): void;
  silenceFor(minutes: number): void;
  endSilence(): void;
  unlock(): void;
  test(priority: Priority): void;
};

const CALM: readonly FloodRow[] = [];
/** Where sound is allowed the loudspeaker still takes a moment to start: no bar for that. */
const STARTS_MS = 1_000;
const USUAL = { volume: 0.7 };

/** Rings for alerts that nobody has acknowledged, also while the page is hidden. */
export function useSound(rows: readonly AlertRow[]): Bell {
  const { store } = useLive();
  const floods = useIncidents()?.floods ?? CALM;
  const { silence, silenceFor, end } = useSilence();
  const { value: sound, set } = usePreference("desk.sound", USUAL);
  const [state, setState] = useState<RingerState>();
  const [leads, setLeads] = useState(false);
  const ringer = useRef<Ringer>(undefined);
  const ringing = ringingOf(rows, { silence, now: store.now(), floods });
  const isRunning = state === "running";

  useEffect(() => {
    const mine = new Ringer(setState);
    ringer.current = mine;
    const timer = setTimeout(() => setState(mine.state), STARTS_MS);
    return () => {
      clearTimeout(timer);
      mine.close();
    };
  }, []);
  useEffect(() => ringer.current?.setVolume(sound.volume), [sound.volume]);
  // A page that may not sound must not keep the others from it.
  useEffect(() => (isRunning ? standForLead(setLeads) : undefined), [isRunning]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what rings anew sounds at once
  useEffect(() => {
    ringer.current?.play(leads && ringing ? ringing.priority : null);
  }, [leads, ringing?.priority, ringing?.newest]);

  return {
    state,
    leads,
    ringing,
    silence,
    volume: sound.volume,
    setVolume: (volume) => set({ volume }),
    silenceFor,
    endSilence: end,
    unlock: () => ringer.current?.unlock(),
    test: (priority) => ringer.current?.test(priority),
  };
}
