import { gateOpening } from "#ingest/demo/physics/reservoir.ts";
import { rivers } from "#ingest/demo/province/rivers.ts";
import { type Device, nodeOf } from "./device.ts";

const bodies = new Map(
  rivers.flatMap((node) => (node.reservoir ? [[node.id, node.reservoir] as const] : [])),
);

export default {
  id: "reservoir",
  kinds: ["reservoir"],
  feed: "demo-ho-chua",
  periodS: 10,
  wire: "object",
  metrics: [
    "reservoir_level",
    "reservoir_volume",
    "reservoir_volume_pct",
    "reservoir_inflow",
    "reservoir_outflow",
    "reservoir_spill",
    "gate_opening",
  ],
  historyStepS: 600,
  read({ world }, site, time) {
    const state = world.reservoir(nodeOf(site), time);
    const body = bodies.get(nodeOf(site));
    return {
      reservoir_level: state.level,
      reservoir_volume: state.volume,
      reservoir_volume_pct: state.share,
      reservoir_inflow: Math.max(0, state.inflow),
      reservoir_outflow: Math.max(0, state.outflow),
      reservoir_spill: state.spill,
      gate_opening: body ? gateOpening(body, state.outflow) : 0,
    };
  },
} satisfies Device as Device;
