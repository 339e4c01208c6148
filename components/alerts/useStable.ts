"use client";
import { useCallback, useLayoutEffect, useRef } from "react";

/** A function that stays the same for memoised rows, and always does what the newest one would. */
export function useStable<A extends unknown[], R>(fn: (...given: A) => R): (...given: A) => R {
  const newest = useRef(fn);
  useLayoutEffect(() => {
    newest.current = fn;
  });
  return useCallback((...given: A) => newest.current(...given), []);
}
