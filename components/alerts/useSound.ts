"use client";
import { useEffect, useRef, useState } from "react";
import { type AlertRow, rings } from "#lib/alert/model.ts";

const KEPT = "desk.sound";
/** Again while something rings that nobody has acknowledged. */
const AGAIN_MS = 8_000;
/** Two tones for urgent and high, one for the rest: heard apart without looking. Hz. */
const HIGH = [880, 660];
const LOW = [520];
const TONE_S = 0.18;

/** Rings for alerts that nobody has acknowledged, unless silenced. To silence is not to acknowledge. */
export function useSound(rows: readonly AlertRow[]): { on: boolean; toggle(): void } {
  const [on, setOn] = useState(true);
  const context = useRef<AudioContext>(null);
  const ringing = rows.filter(rings);
  const worst = ringing.reduce((w, row) => Math.min(w, row.priority), 5);
  const newest = ringing.reduce((n, row) => Math.max(n, row.rungAt), 0);

  useEffect(() => setOn(localStorage.getItem(KEPT) !== "off"), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer ring sounds at once, not at the next turn
  useEffect(() => {
    if (!on || worst > 4) return;
    const ring = () => play(context, worst <= 2 ? HIGH : LOW);
    ring();
    const timer = setInterval(ring, AGAIN_MS);
    return () => clearInterval(timer);
  }, [on, worst, newest]);

  useEffect(() => () => void context.current?.close(), []);

  function toggle() {
    localStorage.setItem(KEPT, on ? "off" : "on");
    setOn(!on);
  }
  return { on, toggle };
}

/** Browsers stay silent until the page has been touched once; then it sounds by itself. */
function play(context: { current: AudioContext | null }, tones: readonly number[]): void {
  if (!navigator.userActivation?.hasBeenActive) return;
  context.current ??= new AudioContext();
  const audio = context.current;
  if (audio.state === "suspended") void audio.resume();
  if (audio.state !== "running") return;
  tones.forEach((frequency, i) => {
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    const at = audio.currentTime + i * TONE_S * 1.2;
    tone.frequency.value = frequency;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.2, at + 0.02);
    gain.gain.linearRampToValueAtTime(0, at + TONE_S);
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(at + TONE_S);
  });
}
