"use client";
import { useEffect, useEffectEvent } from "react";

/** Where list and detail are pages of their own. */
const NARROW = "(max-width: 820px)";

/** On a narrow screen an open detail is a page: the device's own way back closes it. */
export function useBackButton(open: boolean, close: () => void): void {
  const leave = useEffectEvent(close);

  useEffect(() => {
    if (!open || !matchMedia(NARROW).matches) return;
    history.pushState({ ...history.state, deskDetail: true }, "");
    const popped = () => leave();
    addEventListener("popstate", popped);
    return () => {
      removeEventListener("popstate", popped);
      // Closed by a button: its page is taken off the way back.
      if (history.state?.deskDetail) history.back();
    };
  }, [open]);
}
