"use client";
import { useRef } from "react";
import type { MetricRow } from "#components/live/rows.ts";
import { historyOf, useHistory } from "./history.ts";
import { append, type Line, type Point } from "./lines.ts";

/** Five periods without a point are a gap; a chart's buckets are never shorter than this. */
const GAP_PERIODS = 5;
const LEAST_GAP_MS = 15 * 60_000;

type Live = { history: readonly Point[]; points: readonly Point[] };

/**
 * Lines of the last hours: the stored history, and what has come since. Memory is bounded by the window: each point
 * that leaves it is dropped.
 */
export function useLines(
  rows: readonly MetricRow[],
  names: readonly string[],
  window: { hours: number; from: number },
): { lines: Line[]; state: "loading" | "ready" | "failed" } {
  const histories = useHistory(
    rows.map((row) => row.seriesId),
    window.hours,
  );
  const live = useRef(new Map<number, Live>());

  const lines = rows.map((row, i): Line => {
    const { points: history } = historyOf(histories, row.seriesId);
    const before = live.current.get(row.seriesId);
    const base = before?.history === history ? before.points : history;
    const points = append(base, { t: row.time, v: row.value }, window.from);
    live.current.set(row.seriesId, { history, points });
    const gapMs = Math.max(LEAST_GAP_MS, row.series.periodS * 1000 * GAP_PERIODS);
    return { id: row.seriesId, name: names[i] ?? String(row.seriesId), points, gapMs };
  });
  for (const id of live.current.keys()) if (!rows.some((row) => row.seriesId === id)) live.current.delete(id);

  const states = rows.map((row) => historyOf(histories, row.seriesId).state);
  const state = states.includes("loading") ? "loading" : states.includes("failed") ? "failed" : "ready";
  return { lines, state };
}
