"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useShiftNews } from "#components/live/hooks.ts";

/** Shows the page anew whenever the roster, a hand-over or an order changes, whoever changed it. */
export function Refresh() {
  const news = useShiftNews();
  const router = useRouter();
  const mark = news && `${news.roster} ${news.handover} ${news.orders}`;
  const seen = useRef(mark);
  useEffect(() => {
    if (mark !== undefined && seen.current !== undefined && mark !== seen.current) router.refresh();
    if (mark !== undefined) seen.current = mark;
  }, [mark, router]);
  return null;
}
