"use client";

/** Placeholder until the live store lands in this tree. */
export function LiveState() {
  return null;
}
