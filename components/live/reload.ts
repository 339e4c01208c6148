import { tz } from "@date-fns/tz";
import { getHours } from "date-fns";
import { TIME_ZONE } from "#lib/i18n/format.ts";
import { UNKNOWN_TIME } from "./clock.ts";

/** Nobody touched anything for this long: a reload disturbs nobody. */
const QUIET_MS = 60_000;
/** Not all walls at once. */
const SPREAD_MS = 30_000;
const LOOK_MS = 10_000;
const MARKS = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
/** A wall that has run for half a day begins anew at an hour when nobody looks: whatever leaked is gone. */
const OLD_MS = 12 * 3_600_000;
const NIGHT_HOUR = 3;
/** Share of the heap that the browser allows; above it a page is near its end. */
const HEAP_FULL = 0.8;

type Memory = { usedJSHeapSize: number; jsHeapSizeLimit: number };

let touchedAt = Number.NEGATIVE_INFINITY;
let dueAt: number | undefined;
let caring = false;

/** The server has another build: loads the page anew as soon as nobody is using it. A wall is quiet at once. */
export function reloadWhenQuiet(): void {
  dueAt ??= performance.now() + Math.random() * SPREAD_MS;
}

/**
 * Watches the page for its whole life: reloads it when a reload is due, nobody is using it and the server can
 * deliver it. `isScreen`: nobody sits here, so it is also begun anew each night by the server's clock, and when its
 * memory runs full.
 */
export function careForPage(isScreen: () => boolean, serverNow: () => number): void {
  if (caring) return;
  caring = true;
  const note = () => {
    touchedAt = performance.now();
  };
  for (const mark of MARKS) window.addEventListener(mark, note, { capture: true, passive: true });
  setInterval(() => {
    if (isScreen() && (isNight(performance.now(), serverNow()) || isHeapFull())) reloadWhenQuiet();
    if (dueAt !== undefined && performance.now() >= dueAt && isQuiet()) void reloadIfServed();
  }, LOOK_MS);
}

/** @param age of the page, ms @param now server's ms; the hour is the province's, whatever the zone of the PC */
export function isNight(age: number, now: number): boolean {
  return age > OLD_MS && now !== UNKNOWN_TIME && getHours(now, { in: tz(TIME_ZONE) }) === NIGHT_HOUR;
}

function isHeapFull(): boolean {
  const { memory } = performance as Performance & { memory?: Memory };
  return memory !== undefined && memory.usedJSHeapSize > HEAP_FULL * memory.jsHeapSizeLimit;
}

/** Half-written words are not thrown away. */
function isQuiet(): boolean {
  const at = document.activeElement;
  const isWriting = (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement) && at.value !== "";
  return !isWriting && performance.now() - touchedAt > QUIET_MS;
}

/** A screen that reloads while the server is away shows the browser's error page and stays there. */
async function reloadIfServed(): Promise<void> {
  try {
    const answer = await fetch(window.location.href, { method: "HEAD", cache: "no-store" });
    if (answer.ok) window.location.reload();
  } catch {
    // Looked at again in a moment.
  }
}
