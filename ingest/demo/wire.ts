import { metricById } from "#lib/metric/catalog.ts";
import type { Position, Values, Wire } from "./devices/device.ts";

export type Message = { topic: string; payload: string };

/** Where a device writes and when it measured, ms. */
export type Stamp = { feed: string; asset: string; time: number };

/** The messages of one look at the world, in the default wire format. */
export function messagesOf(values: Values, wire: Wire, stamp: Stamp): Message[] {
  const topic = `ioc/${stamp.feed}/${stamp.asset}`;
  if (wire === "senml") return [{ topic, payload: packOf([{ time: stamp.time, values }]) }];
  return Object.entries(values).map(([metric, value]) => {
    const v = rounded(metric, value);
    const payload = wire === "number" ? String(v) : JSON.stringify({ v, t: stamp.time });
    return { topic: `${topic}/${metric}`, payload };
  });
}

export function positionMessage(place: Position, stamp: Stamp): Message {
  return {
    topic: `ioc/${stamp.feed}/${stamp.asset}/position`,
    payload: JSON.stringify({
      lat: round(place.lat, 5),
      lon: round(place.lon, 5),
      speed: round(place.speed, 1),
      course: round(place.course, 0),
      t: stamp.time,
    }),
  };
}

export type Look = { time: number; values: Values };

/** One SenML pack (RFC 8428) for several looks of one asset; times in seconds since 1970. */
export function packOf(looks: readonly Look[]): string {
  const records = looks.flatMap(({ time, values }) =>
    Object.entries(values).map(([metric, value]) => ({
      n: metric,
      v: rounded(metric, value),
      t: time / 1000,
    })),
  );
  return JSON.stringify(records);
}

/** As a display of the instrument would show it. */
function rounded(metric: string, value: number): number {
  return round(value, metricById(metric)?.decimals ?? 3);
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
