"use client";
import { useEffect, useState } from "react";
import { useLive, useNow } from "#components/live/hooks.ts";
import { call } from "#components/shell/call.ts";
import type { SeriesPoints } from "#lib/reading/points.ts";
import type { Point } from "./lines.ts";

export type History = { state: "loading" | "ready" | "failed"; points: readonly Point[] };

/** A chart 1,000 pixels wide shows no more. */
const POINTS = 400;
/** Late and corrected data reach a chart that stays open for days by reading its history again. */
const AGAIN_MS = 5 * 60_000;
const RETRY_MS = 10_000;

const LOADING: History = { state: "loading", points: [] };

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
      const read = await Promise.all(wanted.map((id) => readHistory(id, hours, store.now())));
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
      timer = setTimeout(load, read.every(Boolean) ? AGAIN_MS : RETRY_MS);
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

async function readHistory(id: number, hours: number, to: number): Promise<History | undefined> {
  return readSpan(id, { from: to - hours * 3_600_000, to });
}

/** One series over any span, ms; undefined when the server did not give it. */
export async function readSpan(
  id: number,
  { from, to }: { from: number; to: number },
): Promise<History | undefined> {
  const span = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
  const answer = await call<SeriesPoints>("GET", `/api/series/${id}?${span}&points=${POINTS}`);
  if (!answer.ok) return undefined;
  const { time, mean, last, source } = answer.value;
  // A bucket is drawn at its beginning by its mean; a reading by itself.
  const values = source === "raw" ? last : mean;
  return { state: "ready", points: time.map((t, i) => ({ t, v: values[i] as number })) };
}
