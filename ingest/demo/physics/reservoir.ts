import { yearPart } from "./calendar.ts";
import { type Curve, curveThrough } from "./curve.ts";

export type Reservoir = {
  /** Volume at the normal full level, 10⁶ m³, and that level, m. */
  full: number;
  fullLevel: number;
  /** Level in m by volume in 10⁶ m³. */
  level: Curve;
  /** Flow through turbines and canals when the reservoir stands at its target, m³/s. */
  steady: number;
};

/** @param knots [10⁶ m³, m], ascending; the last but one is the normal full level. */
export function reservoirWith(steady: number, full: number, knots: readonly [number, number][]): Reservoir {
  const level = curveThrough(knots.map(([x, y]) => ({ x, y })));
  return { full, fullLevel: level.at(full), level, steady };
}

/**
 * Share of the full volume that the operator steers for: low before the floods of October and
 * November, full at their end in January, used up by irrigation until August.
 */
const target = curveThrough([
  { x: -0.12, y: 0.52 },
  { x: 0.03, y: 0.95 },
  { x: 0.25, y: 0.85 },
  { x: 0.5, y: 0.55 },
  { x: 0.67, y: 0.38 },
  { x: 0.78, y: 0.48 },
  { x: 0.88, y: 0.52 },
  { x: 1.03, y: 0.95 },
]);

export function targetVolume(reservoir: Reservoir, time: number): number {
  return reservoir.full * target.at(yearPart(time));
}

const STEER_HOURS = 48;
const SPILL_HOURS = 6;

/**
 * What the gates and turbines let go, m³/s: steady use, more when above the target, everything that
 * comes when above the full level. Never more than is there.
 * @param volume 10⁶ m³
 */
export function release(reservoir: Reservoir, time: number, volume: number): number {
  const goal = targetVolume(reservoir, time);
  const steer = flowToLose(volume - goal, STEER_HOURS);
  const spill = flowToLose(Math.max(0, volume - reservoir.full), SPILL_HOURS);
  const use = reservoir.steady * Math.min(1, volume / goal);
  return Math.max(use * 0.3, use + steer) + spill;
}

/** The flow in m³/s that carries away 10⁶ m³ in some hours. */
function flowToLose(volume: number, hours: number): number {
  return (volume * 1e6) / (hours * 3600);
}

/**
 * Extra release for extra water of a simulated flood: a day's time constant, six hours above the full level.
 * @param extra volume above the background's, 10⁶ m³
 * @param room what still fits below the full level, 10⁶ m³
 */
export function floodRelease(extra: number, room: number): number {
  return flowToLose(extra, 24) + flowToLose(Math.max(0, extra - room), SPILL_HOURS);
}

/** Gate opening in % as shown: the share of a release of 2 % of the full volume an hour. */
export function gateOpening(reservoir: Reservoir, outflow: number): number {
  const wide = flowToLose(reservoir.full * 0.02, 1);
  const beyond = Math.max(0, outflow - reservoir.steady * 1.2);
  return Math.min(100, Math.round((beyond / wide) * 100));
}
