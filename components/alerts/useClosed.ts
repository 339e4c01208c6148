"use client";
import { useEffect, useRef, useState } from "react";
import { call } from "#components/shell/call.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import { type ClosedFilter, closedPath } from "./closed.ts";

type Page = { alerts: AlertRow[]; next: string | null };
type Closed = { rows: readonly AlertRow[]; next: string | null; loading: boolean; failed: boolean };

/** Typing rests for so long before the server is asked. */
const REST_MS = 300;

/** Closed alerts that fit, page after page as they are asked for. */
export function useClosed(filter: ClosedFilter) {
  const [state, setState] = useState<Closed>({ rows: [], next: null, loading: true, failed: false });
  const turn = useRef(0);
  const path = closedPath(filter, null);

  async function read(from: string, before: readonly AlertRow[]) {
    const mine = ++turn.current;
    setState((old) => ({ ...old, loading: true, failed: false }));
    const answer = await call<Page>("GET", from);
    if (mine !== turn.current) return;
    if (!answer.ok) return setState((old) => ({ ...old, loading: false, failed: true }));
    const { alerts, next } = answer.value;
    setState({ rows: [...before, ...alerts], next, loading: false, failed: false });
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter begins anew
  useEffect(() => {
    const timer = setTimeout(() => void read(path, []), REST_MS);
    return () => clearTimeout(timer);
  }, [path]);

  return {
    ...state,
    more: () =>
      state.next !== null && !state.loading && void read(closedPath(filter, state.next), state.rows),
    again: () => void read(path, []),
  };
}
