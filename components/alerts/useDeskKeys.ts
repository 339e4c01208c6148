"use client";
import { useEffect, useEffectEvent } from "react";

export type DeskKeys = {
  next(): void;
  previous(): void;
  acknowledge(): void;
  open(): void;
  filter(): void;
  help(): void;
  leave(): void;
};

const KEYS: { [key: string]: keyof DeskKeys } = {
  j: "next",
  ArrowDown: "next",
  k: "previous",
  ArrowUp: "previous",
  a: "acknowledge",
  Enter: "open",
  "/": "filter",
  "?": "help",
  Escape: "leave",
};

/** Keys of the desk, wherever the focus is, but not while somebody writes, chooses from a menu or presses a button. */
export function useDeskKeys(keys: DeskKeys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const name = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!name || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target as HTMLElement;
    if (target.closest("[role=dialog],[role=menu],[role=listbox]")) return;
    if (target.matches("input,textarea,select") && name !== "leave") return;
    // Enter on a button presses the button; an auto-repeated key must not acknowledge a whole list.
    if (name === "open" && target.closest("button,a")) return;
    if (name === "acknowledge" && event.repeat) return;
    event.preventDefault();
    keys[name]();
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}
