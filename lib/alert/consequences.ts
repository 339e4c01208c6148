import type { Consequence } from "./consequence.ts";

/** In the order in which they follow. */
export const CONSEQUENCES: readonly Consequence[] = [];
