"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "#components/shell/call.ts";
import type { PreferenceKey, PreferenceOf } from "#lib/preference/model.ts";

/** Changes of a moment are written once. */
const GATHER_MS = 800;

export type Preference<T> = {
  value: T;
  /** The person's own was read, or could not be. */
  ready: boolean;
  set(next: T): void;
};

/** What a person prefers, kept at the server: it is there on every machine where they sign in. */
export function usePreference<K extends PreferenceKey>(
  key: K,
  unsaid: PreferenceOf<K>,
): Preference<PreferenceOf<K>> {
  const [value, setValue] = useState(unsaid);
  const [ready, setReady] = useState(false);
  const said = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const unwritten = useRef<PreferenceOf<K>>(undefined);

  useEffect(() => {
    let over = false;
    void call<{ value: PreferenceOf<K> | null }>("GET", `/api/preferences/${key}`).then((answer) => {
      if (over) return;
      // What the person did while it was being read is newer.
      if (answer.ok && answer.value.value !== null && !said.current) setValue(answer.value.value);
      setReady(true);
    });
    return () => {
      over = true;
    };
  }, [key]);

  const write = useCallback(() => {
    clearTimeout(timer.current);
    const next = unwritten.current;
    unwritten.current = undefined;
    if (next !== undefined) void call("PUT", `/api/preferences/${key}`, next);
  }, [key]);

  // Nothing is lost when the page goes at once after a change.
  useEffect(() => {
    addEventListener("pagehide", write);
    return () => {
      removeEventListener("pagehide", write);
      write();
    };
  }, [write]);

  const set = useCallback(
    (next: PreferenceOf<K>) => {
      said.current = true;
      setValue(next);
      unwritten.current = next;
      clearTimeout(timer.current);
      timer.current = setTimeout(write, GATHER_MS);
    },
    [write],
  );
  return { value, ready, set };
}
