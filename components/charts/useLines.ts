"use client";
import { useRef } from "react";
import type { MetricRow } from "#components/live/rows.ts";
import { type History, historyOf, useHistory, withLive } from "./history.ts";
import type { Line } from "./lines.ts";
import type { Point } from "./points.ts";

type Live = { history: readonly Point[]; points: readonly Point[] };

/**
 * Lines of the last hours: the stored history, and what has come since. Memory is bounded by the window: each point
 * that leaves it is dropped.
 */
export function useLines(
  rows: readonly MetricRow[],
  names: readonly string[],
  window: { hours: number; from: number },
): { lines: Line[]; state: History["state"] } {
  const histories = useHistory(
    rows.map((row) => row.seriesId),
    window.hours,
  );
  const live = useRef(new Map<number, Live>());

  const lines = rows.map((row, i): Line => {
    const { seriesId: id } = row;
    const history = historyOf(histories, id);
    const before = live.current.get(id);
    const points = before?.history === history.points ? before.points : history.points;
    const line = withLive({ ...history, points }, { t: row.time, v: row.value }, window.from);
    live.current.set(id, { history: history.points, points: line.points });
    return { id, name: names[i] ?? String(id), ...line };
  });
  for (const id of live.current.keys()) if (!rows.some((row) => row.seriesId === id)) live.current.delete(id);

  const states = rows.map((row) => historyOf(histories, row.seriesId).state);
  const state = states.includes("loading") ? "loading" : states.includes("failed") ? "failed" : "ready";
  return { lines, state };
}
