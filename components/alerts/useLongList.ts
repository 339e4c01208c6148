"use client";
import { measureElement, useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { useRem } from "#components/charts/useRem.ts";
import { bringBack } from "./bringBack.ts";

type LongList = {
  /** Keys of the lines from top to bottom. */
  keys: readonly (string | number)[];
  /** Line of the chosen alert, -1 while it has none. */
  at: number;
  chosen: number | undefined;
  /** The chosen one is read, on a narrow screen in place of the list. */
  isReading: boolean;
};

/**
 * A list of which only what is in sight is drawn: thousands of alerts cost no more than a dozen. The chosen one is
 * kept in sight when another is chosen; and whoever comes back from an alert that covered the list finds it there,
 * focused, also when it has moved meanwhile or moves a moment later.
 */
export function useLongList({ keys, at, chosen, isReading }: LongList) {
  const rem = useRem();
  const frame = useRef<HTMLDivElement>(null);
  const list = useVirtualizer<HTMLDivElement, Element>({
    count: keys.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 4.5 * rem,
    getItemKey: (index) => keys[index] ?? index,
    measureElement: sizeOf,
    overscan: 6,
  });
  const isDrawn = (list.scrollRect?.height ?? 0) > 0;
  const [isBack, setBack] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: kept in view when another is chosen, not at each scroll
  useEffect(() => {
    if (isDrawn && at >= 0) list.scrollToIndex(at, { align: "auto" });
  }, [chosen, at >= 0]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: decided when the list appears
  useEffect(() => setBack(!isReading && chosen !== undefined), [isReading]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: sought again where it moved, until a hand is on the list
  useEffect(() => {
    const element = frame.current;
    if (!isBack || !element || chosen === undefined || at < 0) return;
    return bringBack(element, chosen, {
      aim: () => list.scrollToIndex(at, { align: "center" }),
      onHand: () => setBack(false),
    });
  }, [isBack, at]);

  return { frame, list };
}

/** Lines of a list that is covered have no height; the last one known holds until they are drawn again. */
function sizeOf(
  element: Element,
  entry: ResizeObserverEntry | undefined,
  list: Virtualizer<HTMLDivElement, Element>,
): number {
  const size = measureElement(element, entry, list);
  if (size > 0) return size;
  const index = list.indexFromElement(element);
  return list.itemSizeCache.get(list.options.getItemKey(index)) ?? list.options.estimateSize(index);
}
