import { compileExpression } from "./expression.ts";
import type { TimeConfig, ValueConfig } from "./mapping.ts";
import type { Refusal } from "./model.ts";
import { readNumber } from "./number.ts";
import { compilePath, readPath, type Scope } from "./path.ts";
import { timeReader } from "./time.ts";

/** A number; a reason; or undefined when the message has no such field. */
export type ValueField = (scope: Scope) => number | Refusal | undefined;
/** ms since 1970, NaN when it is no time, undefined when the message has no such field. */
export type TimeField = (scope: Scope) => number | undefined;

export function compileValue(config: ValueConfig, sentinels: readonly number[]): ValueField {
  if (typeof config === "string") return compileValue({ path: config, decimalComma: false }, sentinels);
  const path = compilePath(config.path);
  const words = config.words && new Map(Object.entries(config.words));
  const expression = config.expression === undefined ? undefined : compileExpression(config.expression);
  return (scope) => {
    const found = readPath(path, scope);
    const raw = found === undefined ? config.default : found;
    if (raw === undefined) return undefined;
    const word = words?.get(String(raw));
    if (word !== undefined) return word;
    const value = numberOf(raw, config.decimalComma);
    if (typeof value !== "number") return value;
    if (sentinels.includes(value)) return "sentinel";
    const result = expression ? expression(value) : value;
    return Number.isFinite(result) ? result : "not_finite";
  };
}

function numberOf(raw: unknown, comma: boolean): number | Refusal {
  if (typeof raw === "number") return Number.isFinite(raw) ? raw : "not_finite";
  if (typeof raw === "string") return readNumber(raw, comma);
  if (typeof raw === "boolean") return raw ? 1 : 0;
  if (typeof raw === "bigint") return Number(raw);
  return raw === null ? "missing_value" : "wrong_type";
}

export function compileTime(config: TimeConfig): TimeField {
  if (typeof config === "string") return compileTime({ path: config, format: "auto" });
  const path = compilePath(config.path);
  const read = timeReader(config.format, config.zone);
  return (scope) => {
    const raw = readPath(path, scope);
    if (raw === undefined || raw === null) return undefined;
    return raw instanceof Date ? raw.getTime() : read(raw);
  };
}
