import { compilePosition } from "./compile-position.ts";
import { compileRecord, type RecordDraft } from "./compile-record.ts";
import { compileQuantity, compileTime, type Numbers, type TimeField } from "./field.ts";
import type { Mapping, ReadingMapping } from "./mapping.ts";
import type { Refusal } from "./model.ts";
import { compileEach, compilePath, forEachScope, readPath, type Scope } from "./path.ts";
import { compileSource, type Envelope, isDeclared, type Source } from "./source.ts";

/** What one item says; `time` NaN when it says no time; `flagged`: its own status is not good. */
export type Said = Envelope & {
  asset: string;
  /** The mapping names the asset itself, by a constant or a table; else the name is the source's own. */
  declared: boolean;
  time: number;
  flagged: boolean;
};

/** Where a mapping puts what it finds. */
export type MappingOut = {
  reading(said: Said, metric: string, value: { value: number; unit: string | undefined }): void;
  position(
    said: Said,
    place: { lon: number; lat: number; speed: number | null; course: number | null },
  ): void;
  record(record: RecordDraft): void;
  refuse(reason: Refusal, detail: string): void;
  /** Called before each item of a message. */
  item?(index: number): void;
};

/** Reads one parsed message; every thing found or missed is told to `out`. Throws nothing. */
export type MappedReader = (root: unknown, envelope: Envelope, out: MappingOut) => void;

/** Reads one thing of an item. @returns 1 when there was something to read or to refuse */
export type Part = (scope: Scope, said: Said, out: MappingOut) => number;
const NO_TIME = () => Number.NaN;

/** @throws SyntaxError when a path, a formula or a time format is wrong; a parsed {@link Mapping} has none such. */
export function compileMapping(mapping: Mapping): MappedReader {
  const each = mapping.each === undefined ? undefined : compileEach(mapping.each);
  const item = compileItem(mapping);
  return (root, envelope, out) => {
    if (!each) return item({ value: root, outer: null }, envelope, out);
    let index = 0;
    const reached = forEachScope(each, root, (scope) => {
      out.item?.(index++);
      item(scope, envelope, out);
    });
    if (!reached) out.refuse("wrong_shape", `no list at ${mapping.each}`);
  };
}

function compileItem(mapping: Mapping) {
  const when = mapping.when && { path: compilePath(mapping.when.path), values: new Set(mapping.when.in) };
  const record = mapping.record && compileRecord(mapping.record, mapping);
  const said = compileSaid(mapping);
  const parts = compileParts(mapping);
  return (scope: Scope, envelope: Envelope, out: MappingOut) => {
    if (when && !when.values.has(String(readPath(when.path, scope)))) return;
    if (record) record(scope, envelope, out);
    if (parts.length === 0) return;
    const head = said(scope, envelope, out);
    if (!head) return;
    let found = 0;
    for (const part of parts) found += part(scope, head, out);
    if (found === 0) out.refuse("missing_value", "none of the mapped fields is there");
  };

  function compileParts({ readings, position, ...numbers }: Mapping): Part[] {
    const all = readings.map((r) => compileReading(r, numbers));
    if (position) all.push(compilePosition(position, numbers));
    return all;
  }
}

function compileSaid(mapping: Mapping) {
  const asset = compileSource(mapping.asset ?? { const: "" });
  const declared = isDeclared(mapping.asset);
  const time: TimeField = mapping.time === undefined ? NO_TIME : compileTime(mapping.time);
  const status = mapping.quality && compilePath(mapping.quality.path);
  const good = new Set(mapping.quality?.good);
  return (scope: Scope, envelope: Envelope, out: MappingOut): Said | undefined => {
    const name = asset(scope, envelope);
    if (name === undefined) return void out.refuse("unknown_asset", "the message names no asset");
    if (name === null) return void out.refuse("wrong_type", "the asset's name is no text");
    const at = time(scope);
    if (mapping.time !== undefined && (at === undefined || Number.isNaN(at)))
      return void out.refuse(
        "invalid_time",
        at === undefined ? "the message has no time" : "not such a time",
      );
    const flagged = status !== undefined && !good.has(String(readPath(status, scope) ?? ""));
    const { levels, topic } = envelope;
    return { asset: name, declared, time: at ?? Number.NaN, flagged, levels, topic };
  };
}

function compileReading(config: ReadingMapping, mapping: Numbers): Part {
  const metric = compileMetric(config.metric);
  // A name that the table does not list is another sensor's business, not a missing value.
  const unlisted = typeof config.metric === "object" && config.metric.names !== undefined ? 1 : 0;
  const value = compileQuantity(config.value, mapping);
  const unit = config.unit === undefined ? undefined : compileUnit(config.unit);
  const reckoned = typeof config.value === "object" && config.value.expression !== undefined;
  return (scope, said, out) => {
    const name = metric(scope, said);
    if (name === undefined) return unlisted;
    const found = value(scope);
    if (found === undefined) return 0;
    if (name === null) out.refuse("unknown_metric", "the metric's name is no text");
    else if (typeof found === "string") out.refuse(found, name);
    else {
      const declared = unit?.(scope, said);
      const own = typeof found === "number" ? undefined : found.unit;
      const wrong = unit && declared == null ? "no unit where it should be" : clash(own, declared, reckoned);
      if (wrong === undefined)
        out.reading(said, name, {
          value: typeof found === "number" ? found : found.value,
          unit: own ?? declared ?? undefined,
        });
      else out.refuse("unknown_unit", `${wrong}, for ${name}`);
    }
    return 1;
  };
}

/** A unit behind the number must be the declared one; after arithmetic nobody knows what it would stand for. */
function clash(
  own: string | undefined,
  declared: string | null | undefined,
  reckoned: boolean,
): string | undefined {
  if (own === undefined || own === declared) return undefined;
  if (declared != null) return `"${own}" behind the number, "${declared}" declared`;
  return reckoned ? `"${own}" behind a number that goes through an expression` : undefined;
}

const LITERAL = /^[A-Za-z0-9_]+$/;

/** A bare word is the metric itself; write {"path": "name"} for a field that holds its name. */
function compileMetric(config: ReadingMapping["metric"]): Source {
  return compileSource(typeof config === "string" && LITERAL.test(config) ? { const: config } : config);
}

/** A bare string is the unit itself. */
function compileUnit(config: NonNullable<ReadingMapping["unit"]>): Source {
  return compileSource(typeof config === "string" ? { const: config } : config);
}
