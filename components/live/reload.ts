/** Nobody touched anything for this long: a reload disturbs nobody. */
const QUIET_MS = 60_000;
/** Not all walls at once. */
const SPREAD_MS = 20_000;
const LOOK_MS = 5_000;
const MARKS = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

let touchedAt = 0;
let planned = false;

/** The server has another build: loads the page anew as soon as nobody is using it. A wall is quiet at once. */
export function reloadWhenQuiet(): void {
  if (planned || typeof window === "undefined") return;
  planned = true;
  const due = performance.now() + Math.random() * SPREAD_MS;
  const timer = setInterval(() => {
    const now = performance.now();
    if (now < due || (touchedAt > 0 && now - touchedAt < QUIET_MS) || isWriting()) return;
    clearInterval(timer);
    window.location.reload();
  }, LOOK_MS);
}

/** Remembers when a person last did something here. */
export function noteTouches(): void {
  const note = () => {
    touchedAt = performance.now();
  };
  for (const mark of MARKS) window.addEventListener(mark, note, { capture: true, passive: true });
}

/** Half-written words are not thrown away. */
function isWriting(): boolean {
  const at = document.activeElement;
  return (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement) && at.value !== "";
}
