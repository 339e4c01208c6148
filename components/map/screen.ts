import { useEffect, useState, useSyncExternalStore } from "react";

export type Screen = {
  /** Root font size over 16; a wall sets it from its lines. */
  scale: number;
  reducedMotion: boolean;
  /** Text drawn before its font is there would keep the wrong letters. */
  fontReady: boolean;
};

const REDUCED = "(prefers-reduced-motion: reduce)";

export function useScreen(fontFamily: string): Screen {
  const scale = useSyncExternalStore(onRootSize, rootScale, () => 1);
  const reducedMotion = useSyncExternalStore(
    onMotion,
    () => matchMedia(REDUCED).matches,
    () => false,
  );
  const [fontReady, setFontReady] = useState(false);
  useEffect(() => {
    // Both of the font's files: letters of "ọ ử ẫ" are in the Vietnamese one. Without them, the fallback.
    const ready = () => setFontReady(true);
    document.fonts.load(`600 16px "${fontFamily}"`, "Báo động 0123456789 ọửẫđ").then(ready, ready);
  }, [fontFamily]);
  return { scale, reducedMotion, fontReady };
}

function rootScale(): number {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.round((size / 16) * 20) / 20;
}

/** The root size changes with the window and also when a wall's layout comes or goes: a probe of 1rem sees both. */
function onRootSize(changed: () => void): () => void {
  const probe = document.createElement("div");
  Object.assign(probe.style, { position: "absolute", width: "1rem", visibility: "hidden" });
  document.body.append(probe);
  const observer = new ResizeObserver(changed);
  observer.observe(probe);
  return () => {
    observer.disconnect();
    probe.remove();
  };
}

function onMotion(changed: () => void): () => void {
  const query = matchMedia(REDUCED);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}
