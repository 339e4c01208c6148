"use client";
import { useEffect, useState } from "react";
import { useLive, useNow } from "#components/live/hooks.ts";
import { call } from "#components/shell/call.ts";
import type { Aggregate } from "#lib/metric/metric.ts";
import type { Rhythm } from "#lib/reading/gap.ts";
import type { SeriesPoints } from "#lib/reading/points.ts";
import type { Line } from "./lines.ts";
import { append, type Point, pointsOf } from "./points.ts";

export type History = {
  state: "loading" | "ready" | "failed";
  points: readonly Point[];
  rhythm: Rhythm;
  aggregate: Aggregate;
};

/** A chart 1,000 pixels wide shows no more. */
const POINTS = 400;
/** Late and corrected data reach a chart that stays open for days by reading its history again. */
const AGAIN_MS = 5 * 60_000;
/** Sums of buckets are not added up here: a reading counted twice would be rain that never fell. */
const SUMS_MS = 30_000;
const RETRY_MS = 10_000;

const LOADING: History = {
  state: "loading",
  points: [],
  rhythm: { periodS: 0, stepS: 0 },
  aggregate: "mean",
};

/** The last hours of each series, read again every five minutes; one entry for each id given. */
export function useHistory(ids: readonly number[], hours: number): ReadonlyMap<number, History> {
  const [histories, setHistories] = useState<ReadonlyMap<number, History>>(new Map());
  const key = ids.join(",");
  const { store } = useLive();
  // Before the server has told the time nobody knows which hours the last ones are.
  const known = useNow(AGAIN_MS) > 0;

  useEffect(() => {
    if (!known) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const wanted = key === "" ? [] : key.split(",").map(Number);

    async function load() {
      const to = store.now();
      const span = { from: to - hours * 3_600_000, to };
      const read = await Promise.all(wanted.map((id) => readSpan(id, span)));
      if (over) return;
      setHistories((before) => {
        const next = new Map<number, History>();
        wanted.forEach((id, i) => {
          // What was shown stays on screen while the server is away.
          const fallback: History = { ...(before.get(id) ?? LOADING), state: "failed" };
          next.set(id, read[i] ?? fallback);
        });
        return next;
      });
      const again = read.some((one) => one && addsUp(one)) ? SUMS_MS : AGAIN_MS;
      timer = setTimeout(load, read.every(Boolean) ? again : RETRY_MS);
    }

    void load();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [key, hours, known, store]);

  return histories;
}

export function historyOf(histories: ReadonlyMap<number, History>, id: number): History {
  return histories.get(id) ?? LOADING;
}

/** One series over any span, ms by the server's clock; undefined when the server did not give it. */
export async function readSpan(
  id: number,
  { from, to }: { from: number; to: number },
): Promise<History | undefined> {
  const span = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
  const answer = await call<SeriesPoints>("GET", `/api/series/${id}?${span}&points=${POINTS}`);
  if (!answer.ok) return undefined;
  const { periodS, stepS, aggregate } = answer.value;
  return { state: "ready", points: pointsOf(answer.value), rhythm: { periodS, stepS }, aggregate };
}

/**
 * A history from `from` on as a line, continued by the newest reading where that can be told apart from it: not before
 * the history is there (a newest value alone would look like all there is), and not into sums.
 */
export function withLive(
  { points, ...history }: History,
  live: Point | undefined,
  from: number,
): Pick<Line, "points" | "rhythm" | "aggregate"> {
  const { rhythm, aggregate } = history;
  const isRead = rhythm.periodS > 0;
  return { points: append(points, isRead && !addsUp(history) ? live : undefined, from), rhythm, aggregate };
}

function addsUp({ aggregate, rhythm }: Pick<History, "aggregate" | "rhythm">): boolean {
  return aggregate === "sum" && rhythm.stepS > 0;
}
