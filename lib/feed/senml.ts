import type { Refusal } from "./model.ts";
import { readNumber } from "./quantity.ts";
import { readEpoch } from "./time.ts";

/** One resolved record of a SenML pack. `time` NaN: the record carries none, it means "now". */
export type SenmlRecord = { name: string; unit: string | undefined; value: number; time: number };

export type SenmlOut = {
  record(record: SenmlRecord, index: number): void;
  refuse(reason: Refusal, detail: string, index: number): void;
};

/** RFC 8428 §4.4: a version that is not understood must not be processed. */
const VERSION = 10;
/** RFC 8428 §4.5.3: times below 2^28 are relative to now, from it on seconds since 1970. */
const RELATIVE_BELOW = 2 ** 28;
/** RFC 8428 §4.1 and §4.2, beside the ones read here; `ut` and sums say nothing about one reading. */
const VALUE_FIELDS = ["v", "vs", "vb", "vd", "s"] as const;

type Base = { name: string; time: number; unit: string | undefined; value: number };

/** Whether an array looks like a SenML pack: its first record carries a SenML name. */
export function isSenml(pack: readonly unknown[]): boolean {
  const first = pack[0];
  if (!isObject(first)) return false;
  return typeof first.n === "string" || typeof first.bn === "string" || first.bver !== undefined;
}

/** Resolves a pack (RFC 8428 §4.6): base fields hold for their own record and those after it. */
export function readSenml(pack: readonly unknown[], now: number, out: SenmlOut): void {
  const base: Base = { name: "", time: 0, unit: undefined, value: 0 };
  for (let i = 0; i < pack.length; i++) {
    const record = pack[i];
    if (!isObject(record)) {
      out.refuse("wrong_shape", "a SenML record is an object", i);
      continue;
    }
    if (!(Number(record.bver ?? VERSION) <= VERSION)) {
      out.refuse("wrong_shape", `SenML version ${String(record.bver).slice(0, 20)} is not understood`, i);
      return;
    }
    const trouble = takeBase(base, record);
    if (trouble) {
      out.refuse("wrong_type", trouble, i);
      continue;
    }
    const found = readRecord(base, record, now);
    if (found === null) continue;
    if ("reason" in found) out.refuse(found.reason, found.detail, i);
    else out.record(found, i);
  }
}

function takeBase(base: Base, record: Record<string, unknown>): string | undefined {
  const { bn, bt, bu, bv } = record;
  if (bn !== undefined && typeof bn !== "string") return "bn is not a string";
  if (bt !== undefined && typeof bt !== "number") return "bt is not a number";
  if (bu !== undefined && typeof bu !== "string") return "bu is not a string";
  if (bv !== undefined && typeof bv !== "number") return "bv is not a number";
  base.name = bn ?? base.name;
  base.time = bt ?? base.time;
  base.unit = bu ?? base.unit;
  base.value = bv ?? base.value;
  return undefined;
}

type Refused = { reason: Refusal; detail: string };

/** null: a record of base fields alone, which only sets them. */
function readRecord(base: Base, record: Record<string, unknown>, now: number): SenmlRecord | Refused | null {
  for (const field in record)
    if (field.endsWith("_")) return { reason: "wrong_shape", detail: `field ${field} must be understood` };
  const { n, t = 0, u = base.unit } = record;
  if (n !== undefined && typeof n !== "string") return { reason: "wrong_type", detail: "n is not a string" };
  if (u !== undefined && typeof u !== "string") return { reason: "wrong_type", detail: "u is not a string" };
  if (typeof t !== "number") return { reason: "invalid_time", detail: "t is not a number" };
  const value = numberIn(record, base.value);
  if (value === "missing_value" && n === undefined && hasBase(record)) return null;
  if (typeof value === "string")
    return { reason: value, detail: VALUE_FIELDS.filter((f) => record[f] !== undefined).join(", ") };
  const time = timeOf(base.time + t, now);
  if (Number.isNaN(time) && base.time + t !== 0)
    return { reason: "invalid_time", detail: String(base.time + t) };
  return { name: base.name + (n ?? ""), unit: u, value, time };
}

function numberIn(record: Record<string, unknown>, baseValue: number): number | Refusal {
  const v = typeof record.v === "string" ? readNumber(record.v) : record.v;
  if (typeof v === "number") return Number.isFinite(v + baseValue) ? v + baseValue : "not_finite";
  if (typeof record.v === "string") return v as Refusal;
  if (typeof record.vb === "boolean") return record.vb ? 1 : 0;
  if (v === undefined && record.vb === undefined && record.vs === undefined && record.vd === undefined)
    return record.bv === undefined || record.n === undefined ? "missing_value" : baseValue;
  return v === null ? "missing_value" : "wrong_type";
}

function hasBase(record: Record<string, unknown>): boolean {
  return ["bn", "bt", "bu", "bv", "bver"].some((field) => record[field] !== undefined);
}

function timeOf(seconds: number, now: number): number {
  if (seconds === 0) return Number.NaN;
  if (seconds < RELATIVE_BELOW) return Math.round(now + seconds * 1000);
  return readEpoch(seconds);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
