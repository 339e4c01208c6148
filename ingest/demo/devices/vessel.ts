import { DAY } from "#ingest/demo/physics/calendar.ts";
import { seedOf, uniform } from "#ingest/demo/physics/noise.ts";
import { type Recall, type Vessel, vesselOf } from "#ingest/demo/physics/vessel.ts";
import type { World } from "#ingest/demo/physics/world.ts";
import { fleet } from "#ingest/demo/province/fleet.ts";
import { realTime } from "#lib/scenario/model.ts";
import type { Device } from "./device.ts";

const vessels = new Map<string, Vessel>(fleet.map(({ site, voyage }) => [site.key, vesselOf(voyage)]));

/** Trackers report every ten seconds here; the law asks for every two hours. */
export default {
  id: "vessel",
  kinds: ["vessel"],
  feed: "demo-tau-ca",
  periodS: 10,
  wire: "object",
  metrics: [],
  read: () => undefined,
  position({ world }, site, time) {
    const vessel = vessels.get(site.key);
    if (!vessel) throw new RangeError(`${site.key} is not of the fleet`);
    return vessel(time, recallOf(world, time));
  },
} satisfies Device as Device;

/** A storm calls the fleet home from a story hour on, until its play ends. */
export function recallOf(world: World, time: number): Recall | undefined {
  const play = world.plays(time).findLast((each) => each.story.vesselsReturnAt !== undefined);
  if (play?.story.vesselsReturnAt === undefined) return undefined;
  const from = realTime(play.run, play.story.vesselsReturnAt);
  return time < from || play.ends < from ? undefined : { from, until: play.ends };
}

/** The tracker's battery: charged by the sun, weaker at night. */
export function trackerBattery(key: string, time: number): number {
  return Math.round(88 + 10 * Math.sin(2 * Math.PI * (time / DAY - 0.1) + 6 * uniform(seedOf(key), 1)));
}
