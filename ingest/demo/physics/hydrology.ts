import { runoff } from "./basin.ts";
import { HOUR, yearBump } from "./calendar.ts";
import { advance, type Network, stillWater } from "./network.ts";
import type { RainField } from "./rain.ts";
import { release, targetVolume } from "./reservoir.ts";

/** Flows and volumes of the everyday province at any time asked for. */
export type Hydrology = {
  /** Flow that comes to a node, m³/s. */
  inflow(node: number, time: number): number;
  /** Flow that leaves it: the same but at a reservoir, m³/s. */
  outflow(node: number, time: number): number;
  /** Stored volume, 10⁶ m³; 0 where nothing is stored. */
  volume(node: number, time: number): number;
};

const STEP = HOUR / 2;
const STEP_HOURS = STEP / HOUR;
const KEEP_STEPS = 10 * 48;
const RUNOFF_SHARE = 0.55;

/**
 * Runs the river network in half-hour steps from the start of the hydrological year, when every
 * reservoir stands at its target: the result depends on seed and time alone, so that a restart meets
 * the same water. 0.3 s for a whole year; results before `since` are not kept.
 */
export function hydrology(network: Network, field: RainField, since: number): Hydrology {
  const n = network.nodes.length;
  const water = stillWater(network);
  const start = startOfYear(since);
  network.nodes.forEach((node, i) => {
    if (node.reservoir) water.volume[i] = targetVolume(node.reservoir, start);
  });
  let next = start / STEP;
  let first = Math.max(next, Math.floor(since / STEP) - 1);
  let inflows: Float64Array[] = [];
  let outflows: Float64Array[] = [];
  let volumes: Float64Array[] = [];

  function stepOnce(): void {
    const time = next * STEP;
    const middle = time + STEP / 2;
    const season = 0.012 + 0.03 * yearBump(time, 0.9, 2);
    const flows = advance(network, water, {
      hours: STEP_HOURS,
      local: (i) => {
        const node = network.nodes[i];
        if (!node) return 0;
        const rain = node.rain.reduce((sum, place) => sum + field(place, middle), 0) / node.rain.length;
        return runoff(rain, node.localKm2, RUNOFF_SHARE);
      },
      base: (i) => (network.nodes[i]?.localKm2 ?? 0) * season,
      release: (i, volume) => {
        const reservoir = network.nodes[i]?.reservoir;
        return reservoir ? release(reservoir, time, volume) : 0;
      },
    });
    if (next >= first) {
      inflows.push(flows.inflow);
      outflows.push(flows.outflow);
      volumes.push(water.volume.slice());
    }
    next++;
    if (inflows.length > 2 * KEEP_STEPS) forget();
  }

  function forget(): void {
    inflows = inflows.slice(-KEEP_STEPS);
    outflows = outflows.slice(-KEEP_STEPS);
    volumes = volumes.slice(-KEEP_STEPS);
    first = next - KEEP_STEPS;
  }

  /** Flows are means of a step and stand at its middle; volumes stand at its end. */
  function read(rows: () => Float64Array[], node: number, position: number): number {
    const left = Math.floor(position);
    while (next <= left + 1) stepOnce();
    const kept = rows();
    const i = Math.max(left - first, 0);
    const a = kept[i]?.[node] ?? 0;
    const b = kept[i + 1]?.[node] ?? a;
    return a + (b - a) * (position - left);
  }

  if (n === 0) throw new RangeError("a river network needs nodes");
  return {
    inflow: (node, time) => read(() => inflows, node, time / STEP - 0.5),
    outflow: (node, time) => read(() => outflows, node, time / STEP - 0.5),
    volume: (node, time) => read(() => volumes, node, time / STEP - 1),
  };
}

/** 1 September (when reservoirs are lowest) at least 60 days before. */
function startOfYear(time: number): number {
  const before = time - 60 * 24 * HOUR;
  const year = new Date(before).getUTCFullYear();
  const thisYear = Date.UTC(year, 8, 1);
  return thisYear <= before ? thisYear : Date.UTC(year - 1, 8, 1);
}
