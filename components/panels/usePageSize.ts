"use client";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** How many lines of a list fit into it whole; undefined until it was measured. The list clips. */
export function usePageSize<E extends HTMLElement>(
  count: number,
): { list: RefObject<E | null>; size: number | undefined } {
  const list = useRef<E>(null);
  const [size, setSize] = useState<number>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: with another count the list holds other lines
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    // The tallest line seen at this size of the list: pages of short lines must not make the next one too long.
    let tallest = 0;
    let height = 0;
    const measure = () => {
      if (element.clientHeight !== height) tallest = 0;
      height = element.clientHeight;
      for (const line of element.children) tallest = Math.max(tallest, line.getBoundingClientRect().height);
      if (tallest > 0 && height > 0) setSize(Math.max(1, Math.floor((height + 1) / tallest)));
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    const lines = new MutationObserver(measure);
    lines.observe(element, { childList: true });
    return () => {
      sizes.disconnect();
      lines.disconnect();
    };
  }, [count]);

  return { list, size };
}
