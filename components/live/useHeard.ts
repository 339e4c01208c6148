"use client";
import { type Basis, unheard } from "#lib/figure/model.ts";
import { type Doubt, doubtOf } from "#lib/reading/model.ts";
import { useConnection } from "./hooks.ts";

/**
 * Whether what this page shows is what is so: its server is heard, that one hears the database, and what devices say
 * is stored.
 */
export function useIsHeard(): boolean {
  const { state, picture, deaf } = useConnection();
  return state === "live" && picture === "live" && deaf === null;
}

/** Why a value is not one of now; on a page that hears nothing every one is old. */
export function useDoubt(reading: { stale: boolean; quality: number }): Doubt | null {
  const isHeard = useIsHeard();
  return isHeard ? doubtOf(reading) : "stale";
}

/** A figure as a page may say it: on a page that hears nothing, nothing is known. */
export function useHeard<B extends Basis>(basis: B | undefined): B | undefined {
  const isHeard = useIsHeard();
  return basis && !isHeard ? (unheard(basis) as B) : basis;
}
