"use client";
import { useEffect, useState } from "react";
import { call } from "#components/shell/call.ts";
import type { Colleague } from "#lib/alert/receive.ts";

export type People = { people: readonly Colleague[]; failed: boolean; loading: boolean };

/** To whom work can be given; asked for each time somebody wants to know, as shifts change. */
export function usePeople(wanted: boolean): People {
  const [found, setFound] = useState<People>({ people: [], failed: false, loading: true });
  useEffect(() => {
    if (!wanted) return;
    let over = false;
    void call<{ people: Colleague[] }>("GET", "/api/people").then((answer) => {
      if (over) return;
      if (answer.ok) setFound({ people: answer.value.people, failed: false, loading: false });
      else setFound((before) => ({ ...before, failed: true, loading: false }));
    });
    return () => {
      over = true;
    };
  }, [wanted]);
  return found;
}
