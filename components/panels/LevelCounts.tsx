"use client";
import { useWords } from "#components/shell/language.tsx";
import { LevelBadge } from "#components/ui/LevelBadge.tsx";
import { metricById } from "#lib/metric/catalog.ts";
import type { LevelCount } from "./figures.ts";

/** How many stand on each level: the number in the level's own colour, then its name. */
export function LevelCounts({ metricId, counts }: { metricId: string; counts: readonly LevelCount[] }) {
  const words = useWords();
  const items = metricById(metricId)?.levels?.items ?? [];
  return counts.map(({ level, count }) => {
    const item = items[level];
    return item && <LevelBadge key={item.key} colour={item.color} number={count} text={words(item.title)} />;
  });
}
