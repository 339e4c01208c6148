"use client";
import { useEffect, useEffectEvent, useRef } from "react";

export type DeskKeys = {
  next(): void;
  previous(): void;
  acknowledge(): void;
  shelve(): void;
  note(): void;
  incidents(): void;
  select(): void;
  range(): void;
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
  s: "shelve",
  n: "note",
  x: "select",
  "shift x": "range",
  "g i": "incidents",
  Enter: "open",
  "/": "filter",
  "?": "help",
  Escape: "leave",
};

/** A box that was ticked by mouse keeps the focus and takes no letters. */
const WRITTEN_INTO = "input:not([type=checkbox]),textarea,select";
/** The second key of a pair must follow within this. */
const PAIR_MS = 1_000;

/** Keys of the desk, wherever the focus is, but not while somebody writes, chooses from a menu or presses a button. */
export function useDeskKeys(keys: DeskKeys): void {
  const first = useRef({ key: "", at: 0 });

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const pair = event.timeStamp - first.current.at < PAIR_MS ? `${first.current.key} ${key}` : "";
    first.current = { key, at: event.timeStamp };
    const name = KEYS[pair] ?? KEYS[event.shiftKey && key === "x" ? "shift x" : key];
    if (!name || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target as HTMLElement;
    if (target.closest("[role=dialog],[role=menu],[role=listbox]")) return;
    if (target.matches(WRITTEN_INTO) && name !== "leave") return;
    // Enter on a button presses the button; an auto-repeated key must not acknowledge a whole list.
    if (name === "open" && target.closest("button,a")) return;
    if (event.repeat && name !== "next" && name !== "previous") return;
    event.preventDefault();
    keys[name]();
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}
