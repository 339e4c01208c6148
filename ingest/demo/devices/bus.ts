import { type Bus, busAt } from "#ingest/demo/physics/bus.ts";
import { cityBuses } from "#ingest/demo/province/bus-lines.ts";
import type { Device } from "./device.ts";

const buses = new Map<string, Bus>(cityBuses.map(({ site, bus }) => [site.key, bus]));

function busOf(key: string): Bus {
  const bus = buses.get(key);
  if (!bus) throw new RangeError(`${key} is not a bus of the demo`);
  return bus;
}

export default {
  id: "bus",
  kinds: ["bus"],
  feed: "demo-xe-buyt",
  periodS: 10,
  wire: "object",
  metrics: ["passengers"],
  read: (_scene, site, time) => ({ passengers: busAt(busOf(site.key), time).passengers }),
  position: (_scene, site, time) => busAt(busOf(site.key), time),
} satisfies Device as Device;
