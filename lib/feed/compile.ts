import { compileRecord, type RecordDraft } from "./compile-record.ts";
import { compileTime, compileValue, type TimeField, type ValueField } from "./field.ts";
import type { Mapping, PositionMapping, ReadingMapping } from "./mapping.ts";
import type { Refusal } from "./model.ts";
import { compileEach, compilePath, forEachScope, readPath, type Scope } from "./path.ts";
import { compileSource, type Envelope, type Source } from "./source.ts";

/** What one item says; `time` NaN when it says no time; `flagged`: its own status is not good. */
export type Said = Envelope & { asset: string; time: number; flagged: boolean };

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

type Part = (scope: Scope, said: Said, out: MappingOut) => number;
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
  const record = mapping.record && compileRecord(mapping.record, mapping.sentinels);
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

  function compileParts({ readings, position, sentinels }: Mapping): Part[] {
    const all = readings.map((r) => compileReading(r, sentinels));
    if (position) all.push(compilePosition(position, sentinels));
    return all;
  }
}

function compileSaid(mapping: Mapping) {
  const asset = compileSource(mapping.asset ?? { const: "" });
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
    return { asset: name, time: at ?? Number.NaN, flagged, levels: envelope.levels };
  };
}

function compileReading(config: ReadingMapping, sentinels: readonly number[]): Part {
  const metric = compileMetric(config.metric);
  // A name that the table does not list is another sensor's business, not a missing value.
  const unlisted = typeof config.metric === "object" && config.metric.names !== undefined ? 1 : 0;
  const value = compileValue(config.value, sentinels);
  const unit = config.unit === undefined ? undefined : compileUnit(config.unit);
  return (scope, said, out) => {
    const name = metric(scope, said);
    if (name === undefined) return unlisted;
    const found = value(scope);
    if (found === undefined) return 0;
    if (name === null) out.refuse("unknown_metric", "the metric's name is no text");
    else if (typeof found !== "number") out.refuse(found, name);
    else out.reading(said, name, { value: found, unit: unit?.(scope, said) ?? undefined });
    return 1;
  };
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

const KMH = { "km/h": 1, "m/s": 3.6, kn: 1.852, mph: 1.609344 } as const;

function compilePosition(config: PositionMapping, sentinels: readonly number[]): Part {
  const field = (c: PositionMapping["lat"] | undefined): ValueField =>
    c === undefined ? () => undefined : compileValue(c, sentinels);
  const [lat, lon, speed, course] = [config.lat, config.lon, config.speed, config.course].map(field) as [
    ValueField,
    ValueField,
    ValueField,
    ValueField,
  ];
  const kmh = KMH[config.speedUnit];
  return (scope, said, out) => {
    const [y, x] = [lat(scope), lon(scope)];
    if (y === undefined && x === undefined) return 0;
    if (typeof y !== "number" || typeof x !== "number") {
      out.refuse("invalid_position", "latitude or longitude is missing or no number");
      return 1;
    }
    const [v, c] = [speed(scope), course(scope)];
    out.position(said, {
      lon: x,
      lat: y,
      speed: typeof v === "number" ? v * kmh : null,
      course: typeof c === "number" ? c : null,
    });
    return 1;
  };
}
