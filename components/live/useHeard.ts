"use client";
import { type Basis, unheard } from "#lib/figure/model.ts";
import { useConnection } from "./hooks.ts";

/** Whether what this page shows is what is stored: its server is heard, and that one hears the database. */
export function useIsHeard(): boolean {
  const { state, picture } = useConnection();
  return state === "live" && picture === "live";
}

/** A figure as a page may say it: on a page that hears nothing, nothing is known. */
export function useHeard<B extends Basis>(basis: B | undefined): B | undefined {
  const isHeard = useIsHeard();
  return basis && !isHeard ? (unheard(basis) as B) : basis;
}
