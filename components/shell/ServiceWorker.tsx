"use client";
import { useEffect } from "react";

/** Sets up what runs beside the pages: pushed messages, and a page that says so when the server is away. */
export function ServiceWorker() {
  useEffect(() => {
    // Without https there is none, and nothing else misses it.
    void navigator.serviceWorker?.register("/sw.js", { scope: "/", updateViaCache: "none" }).catch(() => {});
  }, []);
  return null;
}
