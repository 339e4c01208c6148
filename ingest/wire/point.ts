import type { Refusal } from "#lib/feed/model.ts";
import { readAuto } from "#lib/feed/time.ts";
import { Quality } from "#lib/reading/model.ts";
import type { Address } from "../stages/address.ts";
import type { Collector } from "../stages/collector.ts";

type Fields = Record<string, unknown>;

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `{"v":…,"t":…,"q":…,"u":…}` of a known address. */
export function readPoint(point: Fields, address: Address, out: Collector): void {
  const value = numberIn(point.v);
  if (typeof value !== "number") {
    out.refuse(value, `"v" of ${address.metricId}`);
    return;
  }
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
  out.at(address, { value, unit, time, quality: qualityIn(point.q) });
}

/** `{"lat":…,"lon":…,"speed":…,"course":…,"t":…,"q":…}` of an asset. Degrees WGS 84, km/h, degrees from north. */
export function readPosition(fields: Fields, asset: string, out: Collector): void {
  const { lat, lon } = fields;
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
    { asset, time, flagged: qualityIn(fields.q) !== Quality.good, levels: [] },
    { lat, lon, speed: optional(fields.speed), course: optional(fields.course) },
  );
}

function optional(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function numberIn(value: unknown): number | Refusal {
  if (typeof value === "number") return Number.isFinite(value) ? value : "not_finite";
  if (typeof value === "boolean") return value ? 1 : 0;
  return value === undefined || value === null ? "missing_value" : "wrong_type";
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
