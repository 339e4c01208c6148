"use client";
import { useEffect, useState } from "react";

/** Chromium's own event (https://wicg.github.io/manifest-incubations/); other browsers install from their menu. */
type InstallEvent = Event & { prompt(): Promise<{ outcome: "accepted" | "dismissed" }> };

/** Asks the browser to install the app; undefined while it does not offer to, or when it is installed. */
export function useInstall(): (() => Promise<void>) | undefined {
  const [offer, setOffer] = useState<InstallEvent>();

  useEffect(() => {
    const offered = (event: Event) => {
      // The browser's own bar would cover the alerts: it is asked for where people look for it.
      event.preventDefault();
      setOffer(event as InstallEvent);
    };
    const installed = () => setOffer(undefined);
    addEventListener("beforeinstallprompt", offered);
    addEventListener("appinstalled", installed);
    return () => {
      removeEventListener("beforeinstallprompt", offered);
      removeEventListener("appinstalled", installed);
    };
  }, []);

  return (
    offer &&
    (async () => {
      await offer.prompt();
      setOffer(undefined);
    })
  );
}
