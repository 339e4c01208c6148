import type { Part, Said } from "./compile.ts";
import { type Axis, type DegreeForm, fromMinutes, looksLikeMinutes, readDegrees, sideOf } from "./degrees.ts";
import { compileValue, type Numbers } from "./field.ts";
import type { PositionMapping } from "./mapping.ts";
import type { Refusal } from "./model.ts";
import { compilePath, readPath, type Scope } from "./path.ts";

const KMH = { "km/h": 1, "m/s": 3.6, kn: 1.852, mph: 1.609344 } as const;
/** ITU-R M.1371: a ship that does not know says 102.3 kn, 360° and 511. Who counts in knots speaks its language. */
const NOT_KNOWN_IN_KNOTS = { speed: [102.3, 1023], course: [360, 3600, 511] } as const;
const BEYOND: Record<Axis, number> = { lat: 91, lon: 181 };

type Degrees = (scope: Scope) => number | Refusal | { wrong: string } | undefined;
type Rest = (scope: Scope) => number | Refusal | null;

export function compilePosition(config: PositionMapping, mapping: Numbers): Part {
  const lat = compileDegrees("lat", config, mapping);
  const lon = compileDegrees("lon", config, mapping);
  const speed = compileRest("speed", config, mapping);
  const course = compileRest("course", config, mapping);
  const kmh = KMH[config.speedUnit];
  return (scope, said, out) => {
    const [y, x] = [lat(scope), lon(scope)];
    if (y === undefined && x === undefined) return 0;
    if (typeof y !== "number" || typeof x !== "number") {
      out.refuse(...faultOf(y, x));
      return 1;
    }
    const [v, c] = [speed(scope), course(scope)];
    // What is wrong beside the place is counted by itself; the place is still known.
    if (typeof v === "string") out.refuse(v, "speed");
    if (typeof c === "string") out.refuse(c, "course");
    out.position(said as Said, {
      lon: x,
      lat: y,
      speed: typeof v === "number" ? v * kmh : null,
      course: typeof c === "number" ? c : null,
    });
    return 1;
  };
}

function faultOf(y: ReturnType<Degrees>, x: ReturnType<Degrees>): [Refusal, string] {
  for (const [axis, found] of [["latitude", y] as const, ["longitude", x] as const]) {
    if (typeof found === "object") return ["invalid_position", `${axis} ${found.wrong}`];
    if (found === "sentinel") return ["sentinel", axis];
  }
  return ["invalid_position", "latitude or longitude is missing or no number"];
}

function compileRest(name: "speed" | "course", config: PositionMapping, mapping: Numbers): Rest {
  const field = config[name];
  if (field === undefined) return () => null;
  const read = compileValue(field, mapping);
  const unknown: readonly number[] = config.speedUnit === "kn" ? NOT_KNOWN_IN_KNOTS[name] : [];
  return (scope) => {
    const found = read(scope);
    if (found === undefined || found === "missing_value") return null;
    return typeof found === "number" && unknown.includes(found) ? "sentinel" : found;
  };
}

function compileDegrees(axis: Axis, config: PositionMapping, mapping: Numbers): Degrees {
  const field = typeof config[axis] === "string" ? { path: config[axis] } : config[axis];
  const path = compilePath(field.path);
  const arithmetic = compileValue(field, mapping);
  const side = config[`${axis}Side`];
  const sidePath = side === undefined ? undefined : compilePath(side);
  return (scope) => {
    const raw = readPath(path, scope);
    const text = typeof raw === "string" && field.expression === undefined && field.words === undefined;
    const found = text ? readDegrees(raw, axis) : arithmetic(scope);
    if (typeof found !== "number") return found === "missing_value" ? undefined : found;
    if (found === BEYOND[axis] || mapping.sentinels.includes(found)) return "sentinel";
    const degrees = inDegrees(found, axis, config.degrees);
    if (typeof degrees === "object") return degrees;
    if (isHundredth(raw, found, axis)) return { wrong: `${raw} is ddmm.mmmm: ${SAY}` };
    if (!sidePath) return degrees;
    const sign = sideOf(readPath(sidePath, scope), axis);
    return sign === undefined ? { wrong: `of no side in ${side}` } : sign * Math.abs(degrees);
  };
}

const SAY = 'a hundredth of it is no degree, say "degrees": "ddmm"';

function inDegrees(found: number, axis: Axis, form: DegreeForm): number | { wrong: string } {
  if (form === "ddmm") return fromMinutes(found) ?? { wrong: `${found} is no ddmm.mmmm` };
  return looksLikeMinutes(found, axis) ? { wrong: `${found} looks like ddmm.mmmm: ${SAY}` } : found;
}

/** `value / 100` of ddmm.mmmm lands near the place, some 30 km beside it: too near to be noticed on a map. */
function isHundredth(raw: unknown, found: number, axis: Axis): boolean {
  const number = typeof raw === "string" ? readDegrees(raw, axis) : raw;
  if (typeof number !== "number" || !looksLikeMinutes(number, axis)) return false;
  return Math.abs(found * 100 - number) < 1e-9 * Math.abs(number);
}
