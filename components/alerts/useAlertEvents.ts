"use client";
import { useEffect, useState } from "react";
import { call } from "#components/shell/call.ts";
import type { NamedEvent } from "#lib/alert/event.ts";

type Log = { id: number; events: readonly NamedEvent[] | undefined; failed: boolean };

const RETRY_MS = 5_000;

/** The log of one alert, read again whenever the alert's number of events (`seq`) changed. */
export function useAlertEvents(id: number, seq: number): Omit<Log, "id"> {
  const [log, setLog] = useState<Log>({ id, events: undefined, failed: false });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new seq means new events to read
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function read() {
      const answer = await call<{ events: NamedEvent[] }>("GET", `/api/alerts/${id}`);
      if (over) return;
      if (answer.ok) return setLog({ id, events: answer.value.events, failed: false });
      setLog((before) => ({ id, events: before.id === id ? before.events : undefined, failed: true }));
      timer = setTimeout(read, RETRY_MS);
    }
    void read();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [id, seq]);

  return log.id === id ? log : { events: undefined, failed: false };
}
