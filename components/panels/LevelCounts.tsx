"use client";
import { useWords } from "#components/shell/language.tsx";
import { LevelBadge } from "#components/ui/LevelBadge.tsx";
import { metricById } from "#lib/metric/catalog.ts";
import type { LevelCount } from "./figures.ts";

export function LevelCounts({ metricId, counts }: { metricId: string; counts: readonly LevelCount[] }) {
  const words = useWords();
  const items = metricById(metricId)?.levels?.items ?? [];
  return counts.map(({ level, count }) => {
    const item = items[level];
    return (
      item && (
        <LevelBadge key={item.key} colour={item.color} rank={level} text={`${words(item.title)}: ${count}`} />
      )
    );
  });
}
