import { compileExpression } from "./expression.ts";
import type { TimeConfig, ValueConfig } from "./mapping.ts";
import type { Refusal } from "./model.ts";
import { quantityOf } from "./number.ts";
import { compileParent, compilePath, holdsFields, readPath, type Scope } from "./path.ts";
import type { Notation, Quantity } from "./quantity.ts";
import { timeReader } from "./time.ts";

/** A number; a number and its unit; a reason; or undefined when the message has no such field. */
export type QuantityField = (scope: Scope) => number | Quantity | Refusal | undefined;
/** As {@link QuantityField}, where no unit may stand behind the number. */
export type ValueField = (scope: Scope) => number | Refusal | undefined;
/** ms since 1970, NaN when it is no time, undefined when the message has no such field. */
export type TimeField = (scope: Scope) => number | undefined;

/** What of a mapping holds for each of its numbers. */
export type Numbers = { sentinels: readonly number[]; numbers: Notation };

export function compileQuantity(config: ValueConfig, mapping: Numbers): QuantityField {
  if (typeof config === "string") return compileQuantity({ path: config }, mapping);
  const path = compilePath(config.path);
  const notation = notationOf(config.decimalComma, mapping.numbers);
  const words = config.words && new Map(Object.entries(config.words));
  const expression = config.expression === undefined ? undefined : compileExpression(config.expression);
  const absent = compileDefault(config.path, config.default);
  const { sentinels } = mapping;
  return (scope) => {
    const found = readPath(path, scope);
    const raw = found === undefined ? absent(scope) : found;
    if (raw === undefined) return undefined;
    const word = words?.get(String(raw));
    if (word !== undefined) return word;
    const read = quantityOf(raw, notation);
    if (typeof read === "string") return read;
    const value = typeof read === "number" ? read : read.value;
    if (sentinels.includes(value)) return "sentinel";
    const result = expression ? expression(value) : value;
    if (!Number.isFinite(result)) return "not_finite";
    return typeof read === "number" ? result : { value: result, unit: read.unit };
  };
}

export function compileValue(config: ValueConfig, mapping: Numbers): ValueField {
  const read = compileQuantity(config, mapping);
  return (scope) => {
    const found = read(scope);
    return typeof found === "object" ? "wrong_type" : found;
  };
}

function notationOf(decimalComma: boolean | undefined, mapping: Notation): Notation {
  if (decimalComma === undefined) return mapping;
  return decimalComma ? "comma" : "point";
}

/** A default stands for a field that was left out, never for what should have held it: that is a missing value. */
function compileDefault(path: string, value: number | undefined): (scope: Scope) => number | undefined {
  if (value === undefined) return () => undefined;
  const parent = compileParent(path);
  return (scope) => (parent && holdsFields(readPath(parent, scope)) ? value : undefined);
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
