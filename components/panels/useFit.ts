"use client";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/**
 * How many children of a list fit into it whole, so that a wall can say how many more there are. The list clips;
 * rows beyond the number should be hidden.
 */
export function useFit<E extends HTMLElement>(count: number): { list: RefObject<E | null>; fit: number } {
  const list = useRef<E>(null);
  const [fit, setFit] = useState(count);

  // biome-ignore lint/correctness/useExhaustiveDependencies: with another count the list holds other children.
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const measure = () => setFit(wholeChildren(element));
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    return () => sizes.disconnect();
  }, [count]);

  return { list, fit };
}

function wholeChildren(element: HTMLElement): number {
  const bottom = element.getBoundingClientRect().bottom + 1;
  let whole = 0;
  for (const child of element.children) {
    if (child.getBoundingClientRect().bottom > bottom) break;
    whole++;
  }
  return whole;
}
