import { IDENT } from "#lib/asset/model.ts";
import type { RecordVersion } from "#lib/record/model.ts";
import type { MappingOut } from "./compile.ts";
import { compileTime, compileValue, type Numbers, type TimeField, type ValueField } from "./field.ts";
import type { RecordMapping } from "./mapping.ts";
import { compilePath, type Path, readPath, type Scope } from "./path.ts";
import { compileSource, type Envelope, type Source, type SourceConfig } from "./source.ts";

export type RecordDraft = Omit<RecordVersion, "feedId">;

const [LONGEST_KEY, LONGEST_WORD, LONGEST_TITLE, LONGEST_ATTRIBUTE] = [200, 64, 500, 2000];

type Fields = {
  [name in "type" | "key" | "state" | "outcome" | "agency" | "unit" | "title"]: Source;
} & { [name in "severity" | "lat" | "lon"]: ValueField } & {
  [name in "changedAt" | "openedAt" | "dueAt" | "closedAt"]: TimeField;
} & { attributes: [string, Path][] };

/** Reads one row of a departmental database into a record, or says why it is none (`invalid_record`). */
export function compileRecord(config: RecordMapping, mapping: Numbers) {
  const fields = compileFields(config, mapping);
  return (scope: Scope, envelope: Envelope, out: MappingOut) => {
    const record = readRecord(fields, { scope, envelope, out });
    if (typeof record === "string") out.refuse("invalid_record", record);
    else out.record(record);
  };
}

function compileFields(config: RecordMapping, mapping: Numbers): Fields {
  const text = (c: SourceConfig | undefined): Source =>
    c === undefined ? () => undefined : compileSource(c);
  const value = (c: RecordMapping["severity"]): ValueField =>
    c === undefined ? () => undefined : compileValue(c, mapping);
  const time = (c: RecordMapping["dueAt"]): TimeField => (c === undefined ? () => undefined : compileTime(c));
  const changedAt = compileTime(config.changedAt);
  // A row without the time that the mapping names was not opened when it was changed: nobody knows when.
  const mapped = (read: TimeField) => (scope: Scope) => read(scope) ?? Number.NaN;
  return {
    type: text(literal(config.type)),
    key: text(config.key),
    state: text(config.state),
    outcome: text(config.outcome),
    agency: text(config.agency),
    unit: text(config.unit),
    title: text(config.title),
    severity: config.severity === undefined ? () => 0 : compileValue(config.severity, mapping),
    lat: value(config.lat),
    lon: value(config.lon),
    changedAt,
    openedAt: config.openedAt === undefined ? changedAt : mapped(compileTime(config.openedAt)),
    dueAt: time(config.dueAt),
    closedAt: time(config.closedAt),
    attributes: Object.entries(config.attributes).map(([name, path]) => [name, compilePath(path)]),
  };
}

/** A bare word is the type itself, as with a reading's metric. */
function literal(config: SourceConfig): SourceConfig {
  return typeof config === "string" && IDENT.test(config) ? { const: config } : config;
}

type Item = { scope: Scope; envelope: Envelope; out: MappingOut };

function readRecord(fields: Fields, { scope, envelope, out }: Item): RecordDraft | string {
  const type = fields.type(scope, envelope);
  if (!type || !IDENT.test(type)) return "type";
  const key = clean(fields.key(scope, envelope), LONGEST_KEY + 1);
  if (!key || key.length > LONGEST_KEY) return "key";
  const state = clean(fields.state(scope, envelope), LONGEST_WORD);
  if (!state) return "state";
  const changedAt = fields.changedAt(scope);
  if (changedAt === undefined || Number.isNaN(changedAt)) return "changedAt";
  // 0 says that no severity is stated: a row without one is still a case, and NULL is how a table leaves it out.
  const severity = fields.severity(scope) ?? 0;
  if (typeof severity !== "number" || !Number.isInteger(severity) || severity < 0 || severity > 4)
    return "severity";
  const outcome = fields.outcome(scope, envelope) || null;
  if (outcome !== null && outcome !== "on_time" && outcome !== "late") return "outcome";
  const times = readTimes(fields, scope, changedAt);
  if (typeof times === "string") return times;
  const place = readPlace(fields, scope);
  if (place === "wrong") out.refuse("invalid_position", `of record ${key}`);
  const at = typeof place === "object" ? place : null;
  return {
    type,
    key,
    changedAt,
    state,
    severity,
    outcome,
    agencyId: clean(fields.agency(scope, envelope), LONGEST_WORD) || null,
    unitCode: clean(fields.unit(scope, envelope), LONGEST_WORD) || null,
    lon: at?.lon ?? null,
    lat: at?.lat ?? null,
    openedAt: times.openedAt,
    dueAt: times.dueAt,
    closedAt: times.closedAt,
    title: clean(fields.title(scope, envelope), LONGEST_TITLE) || null,
    attributes: readAttributes(fields.attributes, scope),
  };
}

type Times = { openedAt: number; dueAt: number | null; closedAt: number | null };

function readTimes(fields: Fields, scope: Scope, changedAt: number): Times | string {
  const openedAt = fields.openedAt(scope) ?? changedAt;
  if (Number.isNaN(openedAt)) return "openedAt";
  const dueAt = fields.dueAt(scope) ?? null;
  if (Number.isNaN(dueAt)) return "dueAt";
  const closedAt = fields.closedAt(scope) ?? null;
  return Number.isNaN(closedAt) ? "closedAt" : { openedAt, dueAt, closedAt };
}

/** A record without a place is still a record; a wrong place is dropped, and counted. */
function readPlace(fields: Fields, scope: Scope): { lon: number; lat: number } | "wrong" | undefined {
  const [lon, lat] = [fields.lon(scope), fields.lat(scope)];
  if (isNothing(lon) && isNothing(lat)) return undefined;
  if (typeof lon !== "number" || typeof lat !== "number") return "wrong";
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && (lon !== 0 || lat !== 0) ? { lon, lat } : "wrong";
}

function isNothing(found: ReturnType<ValueField>): boolean {
  return found === undefined || found === "missing_value";
}

function readAttributes(paths: [string, Path][], scope: Scope): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, path] of paths) {
    const value = readPath(path, scope);
    if (typeof value === "string") found[name] = clean(value, LONGEST_ATTRIBUTE);
    else if (typeof value === "boolean" || value === null || Number.isFinite(value)) found[name] = value;
    else if (value instanceof Date) found[name] = value.toISOString();
  }
  return found;
}

/** PostgreSQL stores neither U+0000 nor half of a surrogate pair. */
function clean(text: string | null | undefined, most: number): string | undefined {
  return text?.slice(0, most).replaceAll("\0", "").toWellFormed();
}
