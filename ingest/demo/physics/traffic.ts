import { HOUR, hourBell, localHour, MINUTE, weekday } from "./calendar.ts";
import { wander } from "./noise.ts";

export type Road = {
  seed: number /** Vehicles an hour at which it jams. */;
  capacity: number;
  free: number;
  leisure: number;
};

/** Vehicles an hour, km/h, share of the road taken in %. */
export type Traffic = { flow: number; speed: number; occupancy: number };

/**
 * Demand by the Vietnamese day (6:30–8:00, 11:00, 16:30–18:30; the beach road in the evening and at
 * weekends), speed by the fundamental relation. Storm and flood keep people at home and slow the rest.
 * @param trouble 0 nothing … 1 the road is impassable
 */
export function trafficAt(road: Road, time: number, trouble: number): Traffic {
  const hour = localHour(time);
  const weekend = weekday(time) === 0 || weekday(time) === 6;
  const rush = weekend ? 0.45 : 1;
  const work = rush * (hourBell(hour, 7, 0.8) + 0.45 * hourBell(hour, 11.2, 0.8) + hourBell(hour, 17.2, 1.1));
  const day = 0.42 * hourBell(hour, 13, 5.5);
  const evening = road.leisure * (weekend ? 0.75 : 0.4) * hourBell(hour, 19.8, 1.7);
  const share = 0.04 + 0.62 * work + day + evening;
  const restless =
    1 + 0.12 * wander(road.seed, time / (7 * MINUTE)) + 0.08 * wander(road.seed + 1, time / HOUR);
  const flow = road.capacity * Math.min(1.05, share * restless) * (1 - trouble) ** 1.5;
  const load = Math.min(1.1, flow / road.capacity + 0.5 * trouble);
  const speed = Math.max(4, road.free * (1 - 0.55 * load ** 3) * (1 - 0.6 * trouble));
  const occupancy = Math.min(100, Math.max(1, (100 * (flow / speed)) / (road.capacity / (road.free * 0.5))));
  return { flow, speed, occupancy };
}
