"use client";
import { useEffect, useState } from "react";
import { call } from "#components/shell/call.ts";
import type { NotificationRow } from "#lib/notify/model.ts";

const NONE: readonly NotificationRow[] = [];
/** A message goes out some seconds after the event that asked for it, and changes nothing of the alert. */
const AGAIN_MS = 15_000;

/** Who was told of an alert, read again when it changed and now and then. */
export function useMessages(id: number, seq: number): readonly NotificationRow[] {
  const [read, setRead] = useState({ id, messages: NONE });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new seq may have sent something
  useEffect(() => {
    let over = false;
    async function ask() {
      const answer = await call<{ notifications: NotificationRow[] }>(
        "GET",
        `/api/alerts/${id}/notifications`,
      );
      if (!over && answer.ok) setRead({ id, messages: answer.value.notifications });
    }
    void ask();
    const timer = setInterval(ask, AGAIN_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [id, seq]);

  return read.id === id ? read.messages : NONE;
}
