"use client";
import { useEffect, useState } from "react";
import { call } from "#components/shell/call.ts";
import type { NotificationRow } from "#lib/notify/model.ts";

const EVERY_MS = 700;
const PATIENCE_MS = 45_000;

/** What becomes of a message, looked at until it is settled. `slow`: nothing came of it for a while. */
export function useOutcome(id: string | null): { row: NotificationRow | undefined; slow: boolean } {
  const [row, setRow] = useState<NotificationRow>();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setRow(undefined);
    setSlow(false);
    if (id === null) return;
    let timer: ReturnType<typeof setTimeout>;
    const until = performance.now() + PATIENCE_MS;
    const look = async () => {
      const answer = await call<NotificationRow>("GET", `/api/notify/messages/${id}`);
      if (answer.ok) setRow(answer.value);
      if (answer.ok && answer.value.settledAt !== null) return;
      if (performance.now() > until) return setSlow(true);
      timer = setTimeout(() => void look(), EVERY_MS);
    };
    void look();
    return () => clearTimeout(timer);
  }, [id]);
  return { row, slow };
}
