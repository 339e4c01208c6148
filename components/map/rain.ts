import type { Paint } from "./layers/layer.ts";
import { PALETTES } from "./palette.ts";

/** Millimetres in one hour at the five colours of the ramp; above the last all is the last. */
export const RAIN_STEPS = [0.2, 5, 15, 30, 50] as const;
export const RAIN_TOP = 50;

export function rainColor(mm: number, paint: Paint): string {
  const { rain } = PALETTES[paint.theme];
  const step = RAIN_STEPS.findLastIndex((from) => mm >= from);
  return rain[Math.max(0, step)] ?? rain[0];
}

/** Metres on the ground under one pixel of a 1080-line map, at the latitude of central Việt Nam. */
export function metresPerPixel(zoom: number): number {
  const LATITUDE = 14;
  return (78_271.5 * Math.cos((LATITUDE * Math.PI) / 180)) / 2 ** zoom;
}
