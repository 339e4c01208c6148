"use client";
import { useSyncExternalStore } from "react";

/** Pixels of one rem: a wall changes it with its size, and a chart's frame is counted in pixels. */
export function useRem(): number {
  return useSyncExternalStore(onResize, measure, () => 16);
}

function onResize(changed: () => void): () => void {
  addEventListener("resize", changed);
  return () => removeEventListener("resize", changed);
}

function measure(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
