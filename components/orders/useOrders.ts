"use client";
import { useEffect, useState } from "react";
import { useShiftNews } from "#components/live/hooks.ts";
import { call } from "#components/shell/call.ts";
import type { OrderRow } from "#lib/order/model.ts";

const RETRY_MS = 5_000;
type Wish = { alertId?: number; state: "open" | "closed" | "all" };
type Found = { orders: readonly OrderRow[] | undefined; failed: boolean };

/** Orders, read again whenever one is given or answered anywhere. */
export function useOrders({ alertId, state }: Wish): Found {
  const marker = useShiftNews()?.orders;
  const [found, setFound] = useState<Found>({ orders: undefined, failed: false });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of events means news to read
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function read() {
      const about = alertId === undefined ? "" : `&alert=${alertId}`;
      const answer = await call<{ orders: OrderRow[] }>("GET", `/api/orders?state=${state}${about}`);
      if (over) return;
      if (answer.ok) return setFound({ orders: answer.value.orders, failed: false });
      setFound((before) => ({ ...before, failed: true }));
      timer = setTimeout(read, RETRY_MS);
    }
    void read();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [alertId, state, marker]);

  return found;
}
