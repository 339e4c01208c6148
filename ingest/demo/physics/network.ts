import { cascade, pass, runThrough, type Store } from "./basin.ts";
import type { Place } from "./geo.ts";
import type { Rating } from "./rating.ts";
import type { Reservoir } from "./reservoir.ts";

/** One place of a river system where water is counted: a gauge's section, a reservoir or a weir. */
export type Node = {
  id: string;
  river: string;
  /** Area that drains here and not through a node above, km². */
  localKm2: number;
  /** Time constant of each of the three stores that turn local rain into flow, hours. */
  hours: number;
  /** Nodes above with the travel time from them, hours. */
  above: readonly { id: string; hours: number }[];
  /** Where the rain on the local area is looked at. */
  rain: readonly Place[];
  rating?: Rating;
  reservoir?: Reservoir;
};

/** Nodes in downstream order, found by id. */
export type Network = { nodes: readonly Node[]; indexOf(id: string): number };

const RUNOFF_STORES = 3;
const REACH_STORES = 2;

/** @throws RangeError when a node names one that does not stand before it. */
export function networkOf(nodes: readonly Node[]): Network {
  const order = new Map<string, number>();
  for (const node of nodes) {
    for (const above of node.above) {
      if (!order.has(above.id)) throw new RangeError(`${node.id}: ${above.id} must come before it`);
    }
    order.set(node.id, order.size);
  }
  return {
    nodes,
    indexOf(id) {
      const index = order.get(id);
      if (index === undefined) throw new RangeError(`no river node ${id}`);
      return index;
    },
  };
}

/** Water on its way, per node: in the local slopes and in the reaches above; and stored volume, 10⁶ m³. */
export type Water = { slopes: Store[][]; reaches: Store[][][]; volume: Float64Array };

export function stillWater(network: Network): Water {
  return {
    slopes: network.nodes.map(() => cascade(RUNOFF_STORES)),
    reaches: network.nodes.map((node) => node.above.map(() => cascade(REACH_STORES))),
    volume: new Float64Array(network.nodes.length),
  };
}

export type StepInput = {
  hours: number;
  /** Effective rain as flow from the local area, before the slopes delay it, m³/s. */
  local(i: number): number;
  /** Flow that is always there (ground water), m³/s. */
  base(i: number): number;
  /** What a reservoir lets go during the step, m³/s. `volume` at its start in 10⁶ m³. */
  release(i: number, volume: number, inflow: number): number;
};

/** Mean flows over the step, m³/s. */
export type Flows = { inflow: Float64Array; outflow: Float64Array };

/** Moves all water one step on. Volume is kept: what enters a node leaves it or is stored. */
export function advance(network: Network, water: Water, input: StepInput): Flows {
  const n = network.nodes.length;
  const inflow = new Float64Array(n);
  const outflow = new Float64Array(n);
  network.nodes.forEach((node, i) => {
    let flow = input.base(i) + runThrough(water.slopes[i] ?? [], input.local(i), input.hours, node.hours);
    node.above.forEach((above, j) => {
      const stores = water.reaches[i]?.[j] ?? [];
      const sent = outflow[network.indexOf(above.id)] ?? 0;
      flow += stores.reduce((q, store) => pass(store, q, input.hours, above.hours / REACH_STORES), sent);
    });
    inflow[i] = flow;
    outflow[i] = flow;
    if (!node.reservoir) return;
    const volume = water.volume[i] ?? 0;
    const released = input.release(i, volume, flow);
    outflow[i] = released;
    water.volume[i] = volume + stored(flow - released, input.hours);
  });
  return { inflow, outflow };
}

/** 10⁶ m³ from a flow in m³/s kept up for some hours. */
export function stored(flow: number, hours: number): number {
  return (flow * hours * 3600) / 1e6;
}
