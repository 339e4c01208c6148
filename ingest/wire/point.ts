import { type Axis, readDegrees } from "#lib/feed/degrees.ts";
import { quantityOf } from "#lib/feed/number.ts";
import type { Notation } from "#lib/feed/quantity.ts";
import { readAuto } from "#lib/feed/time.ts";
import { Quality } from "#lib/reading/model.ts";
import type { Address } from "../stages/address.ts";
import type { Collector } from "../stages/collector.ts";

type Fields = Record<string, unknown>;

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `{"v":…,"t":…,"q":…,"u":…}` of a known address. */
export function readPoint(
  point: Fields,
  address: Address,
  { out, numbers }: { out: Collector; numbers: Notation },
): void {
  const found = quantityOf(point.v, numbers);
  if (typeof found === "string") {
    out.refuse(found, `"v" of ${address.metricId}`);
    return;
  }
  const [value, own] = typeof found === "number" ? [found, undefined] : [found.value, found.unit];
  const time = timeIn(point.t);
  if (time === undefined) {
    out.refuse("invalid_time", `"t" is ${JSON.stringify(point.t)?.slice(0, 100)}`);
    return;
  }
  const unit = point.u ?? undefined;
  if (unit !== undefined && typeof unit !== "string") {
    out.refuse("wrong_type", `"u" is not a text`);
    return;
  }
  if (own !== undefined && unit !== undefined && own !== unit) {
    out.refuse("unknown_unit", `"${own}" behind the number, "${unit.slice(0, 50)}" in "u"`);
    return;
  }
  out.at(address, { value, unit: unit ?? own, time, quality: qualityIn(point.q) });
}

/** `{"lat":…,"lon":…,"speed":…,"course":…,"t":…,"q":…}` of an asset. Degrees WGS 84, km/h, degrees from north. */
export function readPosition(fields: Fields, asset: string, out: Collector): void {
  const [lat, lon] = [degreesIn(fields.lat, "lat"), degreesIn(fields.lon, "lon")];
  if (typeof lat !== "number" || typeof lon !== "number") {
    out.refuse("invalid_position", "lat and lon are numbers");
    return;
  }
  const time = timeIn(fields.t);
  if (time === undefined) {
    out.refuse("invalid_time", `"t" is ${JSON.stringify(fields.t)?.slice(0, 100)}`);
    return;
  }
  out.position(
    { asset, declared: false, time, flagged: qualityIn(fields.q) !== Quality.good, levels: [] },
    { lat, lon, speed: optional("speed", fields.speed, out), course: optional("course", fields.course, out) },
  );
}

function degreesIn(value: unknown, axis: Axis): number | string {
  return typeof value === "string"
    ? readDegrees(value, axis)
    : typeof value === "number"
      ? value
      : "wrong_type";
}

/** What is wrong beside the place is counted by itself; the place is still known. */
function optional(name: string, value: unknown, out: Collector): number | null {
  const found = quantityOf(value);
  if (typeof found === "number") return found;
  if (found !== "missing_value") out.refuse(typeof found === "string" ? found : "unknown_unit", name);
  return null;
}

/** NaN: the message carries no time; undefined: it carries something that is none. */
function timeIn(value: unknown): number | undefined {
  if (value === undefined || value === null) return Number.NaN;
  const time = readAuto(value);
  return Number.isNaN(time) ? undefined : time;
}

/** Absent, null, 0, true, "", "good" and "ok" are good; anything else is the device's own doubt. */
function qualityIn(value: unknown): number {
  if (value === undefined || value === null || value === 0 || value === true || value === "")
    return Quality.good;
  return value === "good" || value === "ok" ? Quality.good : Quality.deviceFlag;
}
