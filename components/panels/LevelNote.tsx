"use client";
import { useWords } from "#components/shell/language.tsx";
import { LevelBadge } from "#components/ui/LevelBadge.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { metricById } from "#lib/metric/catalog.ts";

/** Where a value stands on its scale, in words. The first step of every scale is the normal one: no colour. */
export function LevelNote({ metricId, level }: { metricId: string; level: number | undefined }) {
  const words = useWords();
  const item = level === undefined ? undefined : metricById(metricId)?.levels?.items[level];
  if (!item || level === undefined) return null;
  if (level === 0) return <Tag>{words(item.title)}</Tag>;
  return <LevelBadge colour={item.color} number={level} text={words(item.title)} />;
}
