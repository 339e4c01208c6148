"use client";
import { useEffect, useState } from "react";
import { call } from "#components/shell/call.ts";

/** `unknown`: not looked yet. */
export type PushState = "unknown" | "cannot" | "denied" | "off" | "on";

/** This browser's own subscription to push messages. */
export function usePush() {
  const [state, setState] = useState<PushState>("unknown");

  useEffect(() => {
    void look().then(setState, () => setState("cannot"));
  }, []);

  /** @returns undefined when it is on, else why not: a reason, or what the browser said */
  async function turnOn(): Promise<string | undefined> {
    try {
      if ((await Notification.requestPermission()) !== "granted") {
        setState("denied");
        return "denied";
      }
      const answer = await call<{ key: string | null }>("GET", "/api/notify/push");
      if (!answer.ok || !answer.value.key) return "no_key";
      const registration = await navigator.serviceWorker.ready;
      const subscription = await subscribe(registration, answer.value.key);
      const told = await call("POST", "/api/notify/push", {
        subscription: subscription.toJSON(),
        label: nameOfBrowser(),
      });
      if (!told.ok) return told.reason;
      setState("on");
    } catch (error) {
      return (error as Error).message;
    }
  }

  return { state, turnOn };
}

async function look(): Promise<PushState> {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return "cannot";
  if (Notification.permission === "denied") return "denied";
  const registration = await navigator.serviceWorker.getRegistration("/");
  const subscription = await registration?.pushManager.getSubscription();
  return subscription && Notification.permission === "granted" ? "on" : "off";
}

/** A subscription made for another key is useless: it is given up for a new one. */
async function subscribe(registration: ServiceWorkerRegistration, key: string): Promise<PushSubscription> {
  const options = { userVisibleOnly: true, applicationServerKey: key };
  try {
    return await registration.pushManager.subscribe(options);
  } catch {
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    return registration.pushManager.subscribe(options);
  }
}

function nameOfBrowser(): string {
  const { userAgent } = navigator;
  const browser = /Edg|Firefox|Chrome|Safari/.exec(userAgent)?.[0] ?? "Web";
  const machine = /Android|iPhone|iPad|Windows|Macintosh|Linux/.exec(userAgent)?.[0] ?? "";
  return `${browser === "Edg" ? "Edge" : browser} ${machine}`.trim();
}
