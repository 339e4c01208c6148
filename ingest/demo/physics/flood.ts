import type { Pin, Story } from "#ingest/demo/scenario/scenario.ts";
import { runoff } from "./basin.ts";
import { type Curve, curveThrough, type Knot } from "./curve.ts";
import { advance, type Network, type Node, stillWater } from "./network.ts";
import { stageOf } from "./rating.ts";
import { floodRelease } from "./reservoir.ts";

/** The everyday province as the flood finds it, by story hour. */
export type Everyday = {
  inflow(node: number, hour: number): number;
  outflow(node: number, hour: number): number;
  volume(node: number, hour: number): number;
};

/** What a story adds to each node, by story hour: flows in m³/s, volume in 10⁶ m³, stage in m. */
export type Flood = {
  inflow(node: number, hour: number): number;
  outflow(node: number, hour: number): number;
  volume(node: number, hour: number): number;
  /** What the published stages ask for on top of the simulated flow. */
  correction(node: number, hour: number): number;
};

const STEP_HOURS = 0.25;
const RUNOFF_SHARE = 0.75;
/** How long before the first and after the last published stage the correction begins and ends. */
const LEAD_HOURS = 9;
const TAIL_HOURS = 14;

/**
 * Runs the story's rain through the river network on top of the everyday flows, then bends the result
 * so that it passes through the published values: reservoirs by their balance (release = inflow − gain),
 * sections by a correction of the stage.
 */
export function floodOf(network: Network, story: Story, hours: number, everyday: Everyday): Flood {
  const held = new Map<number, HeldReservoir>();
  network.nodes.forEach((node, i) => {
    const pins = (story.pins ?? []).filter((each) => each.node === node.id);
    if (node.reservoir && pins.length > 0) held.set(i, holdReservoir(i, pins, hours, everyday));
  });
  const rows = simulate(network, story, { hours, everyday, held });
  const simulated: Flood = {
    inflow: (i, hour) => between(rows.inflow, i, hour / STEP_HOURS - 0.5),
    outflow: (i, hour) => between(rows.outflow, i, hour / STEP_HOURS - 0.5),
    volume: (i, hour) => between(rows.volume, i, hour / STEP_HOURS - 1),
    correction: () => 0,
  };
  const corrections = new Map<number, Curve>();
  network.nodes.forEach((node, i) => {
    const pins = (story.pins ?? []).filter((each) => each.node === node.id && each.quantity === "stage");
    if (pins.length > 0) corrections.set(i, correctionOf(node, i, { pins, everyday, simulated }));
  });
  return {
    inflow: (i, hour) => held.get(i)?.inflow.at(hour) ?? simulated.inflow(i, hour),
    outflow: (i, hour) => held.get(i)?.outflow(hour) ?? simulated.outflow(i, hour),
    volume: (i, hour) => held.get(i)?.volume.at(hour) ?? simulated.volume(i, hour),
    correction: (i, hour) => corrections.get(i)?.at(hour) ?? 0,
  };
}

/** A reservoir whose volume and inflow follow published values; everything is on top of the everyday. */
type HeldReservoir = { inflow: Curve; volume: Curve; outflow(hour: number): number };

function holdReservoir(i: number, pins: readonly Pin[], hours: number, everyday: Everyday): HeldReservoir {
  const of = (quantity: Pin["quantity"]) =>
    pins.filter((each) => each.quantity === quantity).sort((a, b) => a.hour - b.hour);
  const outflows = of("outflow");
  const inflows = of("inflow");
  const inflow = curveThrough([
    { x: 0, y: 0 },
    ...inflows.map((each) => ({ x: each.hour, y: each.value - everyday.inflow(i, each.hour) })),
    { x: hours + 6, y: (inflows.at(-1)?.value ?? 0) * 0.8 - everyday.inflow(i, hours) },
  ]);
  const volumes: Knot[] = of("volume").map((each) => {
    const y = each.value - everyday.volume(i, each.hour);
    const out = outflows.find((one) => one.hour === each.hour);
    if (!out) return { x: each.hour, y };
    const gain = inflow.at(each.hour) - (out.value - everyday.outflow(i, each.hour));
    return { x: each.hour, y, slope: (gain * 3600) / 1e6 };
  });
  const last = volumes.at(-1);
  const end = last ? { x: hours + 6, y: last.y + (last.slope ?? 0) * 4 } : { x: hours + 6, y: 0 };
  const volume = curveThrough([{ x: 0, y: 0, slope: 0 }, ...volumes, end]);
  return { inflow, volume, outflow: (hour) => inflow.at(hour) - (volume.slope(hour) * 1e6) / 3600 };
}

type Rows = { inflow: Float64Array[]; outflow: Float64Array[]; volume: Float64Array[] };
type Course = { hours: number; everyday: Everyday; held: Map<number, HeldReservoir> };

function simulate(network: Network, story: Story, course: Course): Rows {
  const water = stillWater(network);
  const rows: Rows = { inflow: [], outflow: [], volume: [] };
  const steps = Math.ceil(course.hours / STEP_HOURS) + 2;
  for (let step = 0; step < steps; step++) {
    const middle = (step + 0.5) * STEP_HOURS;
    const flows = advance(network, water, {
      hours: STEP_HOURS,
      local: (i) => {
        const node = network.nodes[i];
        return node ? runoff(rainOn(node, story, middle), node.localKm2, RUNOFF_SHARE) : 0;
      },
      base: () => 0,
      release: (i, extra) => {
        const fixed = course.held.get(i);
        if (fixed) return fixed.outflow(middle);
        const full = network.nodes[i]?.reservoir?.full ?? 0;
        return floodRelease(extra, full - course.everyday.volume(i, middle));
      },
    });
    rows.inflow.push(flows.inflow);
    rows.outflow.push(flows.outflow);
    rows.volume.push(water.volume.slice());
  }
  return rows;
}

function rainOn(node: Node, story: Story, hour: number): number {
  if (!story.rain) return 0;
  let sum = 0;
  for (const place of node.rain) sum += story.rain(place, hour);
  return sum / node.rain.length;
}

type Evidence = { pins: readonly Pin[]; everyday: Everyday; simulated: Flood };

function correctionOf(node: Node, i: number, evidence: Evidence): Curve {
  const rating = node.rating;
  if (!rating) throw new RangeError(`${node.id} has published stages but no rating`);
  const knots: Knot[] = evidence.pins
    .toSorted((a, b) => a.hour - b.hour)
    .map(({ hour, value }) => {
      const flow = evidence.everyday.inflow(i, hour) + evidence.simulated.inflow(i, hour);
      return { x: hour, y: value - stageOf(rating, flow) };
    });
  const first = knots[0]?.x ?? 0;
  const last = knots.at(-1)?.x ?? 0;
  return curveThrough([{ x: first - LEAD_HOURS, y: 0 }, ...knots, { x: last + TAIL_HOURS, y: 0 }]);
}

function between(rows: readonly Float64Array[], node: number, position: number): number {
  if (position < 0) return (rows[0]?.[node] ?? 0) * Math.max(0, 1 + position);
  const left = Math.min(Math.floor(position), rows.length - 1);
  const a = rows[left]?.[node] ?? 0;
  const b = rows[left + 1]?.[node] ?? a;
  return a + (b - a) * (position - left);
}
