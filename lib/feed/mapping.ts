import { z } from "zod";
import { compileExpression } from "./expression.ts";
import { compileEach } from "./path.ts";
import { NOTATIONS } from "./quantity.ts";
import { compiles, pathSchema, sourceSchema } from "./source.ts";
import { timeReader } from "./time.ts";

/** Values that loggers write for "no measurement". Compared before any arithmetic. */
export const SENTINELS: readonly number[] = [-999, -9999];

export const numbersSchema = z.enum(NOTATIONS).default("unsaid");

const zone = compiles((name) => timeReader("iso", name));

/** A bare path, or a path and how its times are written; without a zone in the text, `zone` must say whose clock. */
const timeSchema = z.union([
  pathSchema,
  z.strictObject({ path: pathSchema, format: compiles(timeReader).default("auto"), zone: zone.optional() }),
]);

/** A bare path, or a path with what to do to its number. */
const valueSchema = z.union([
  pathSchema,
  z.strictObject({
    path: pathSchema,
    expression: compiles(compileExpression).optional(),
    /** What a field means that was left out of an object that is there; some networks leave out zeros. */
    default: z.number().optional(),
    /** True: "1.234,5"; false: "1,234.5"; absent: as the mapping's `numbers` say. */
    decimalComma: z.boolean().optional(),
    /** Words that stand for numbers: {"ON": 1, "OFF": 0} */
    words: z.record(z.string(), z.number()).optional(),
  }),
]);

const readingSchema = z.strictObject({
  /** A metric of the catalogue, or where its name lies. */
  metric: sourceSchema,
  value: valueSchema,
  /** Unit that the source writes in; the metric's own when absent. */
  unit: sourceSchema.optional(),
});

const positionSchema = z.strictObject({
  lat: valueSchema,
  lon: valueSchema,
  speed: valueSchema.optional(),
  course: valueSchema.optional(),
  speedUnit: z.enum(["km/h", "m/s", "kn", "mph"]).default("km/h"),
  /** "ddmm": NMEA 0183's degrees and minutes in one number, 1346.2 for 13°46.2'. */
  degrees: z.enum(["degrees", "ddmm"]).default("degrees"),
  /** Where N or S, E or W stands, when it stands in a field of its own. */
  latSide: pathSchema.optional(),
  lonSide: pathSchema.optional(),
});

const recordSchema = z.strictObject({
  type: sourceSchema,
  key: sourceSchema,
  state: sourceSchema,
  severity: valueSchema.optional(),
  outcome: sourceSchema.optional(),
  agency: sourceSchema.optional(),
  unit: sourceSchema.optional(),
  lat: valueSchema.optional(),
  lon: valueSchema.optional(),
  changedAt: timeSchema,
  openedAt: timeSchema.optional(),
  dueAt: timeSchema.optional(),
  closedAt: timeSchema.optional(),
  title: sourceSchema.optional(),
  /** Only what is named here is kept: personal data stay with the department. */
  attributes: z.record(z.string().min(1).max(64), pathSchema).default({}),
});

/** How a source's own shape becomes readings, positions or records. Declarative: no code of the user runs. */
export const mappingSchema = z
  .strictObject({
    /** Path with [*]: the items of one message; the message itself when absent. */
    each: compiles(compileEach).optional(),
    /** Only items whose field has one of these values. */
    when: z.strictObject({ path: pathSchema, in: z.array(z.string()).min(1) }).optional(),
    asset: sourceSchema.optional(),
    /** Several MQTT topics may speak for one series, as when two gateways hear the same sensor. */
    sharedTopics: z.boolean().default(false),
    time: timeSchema.optional(),
    /** A status word; any value but these marks the reading (deviceFlag). */
    quality: z.strictObject({ path: pathSchema, good: z.array(z.string()) }).optional(),
    readings: z.array(readingSchema).max(200).default([]),
    position: positionSchema.optional(),
    record: recordSchema.optional(),
    /** How texts write numbers: "point" 1,234.5, "comma" 1.234,5; unsaid, what is ambiguous is refused. */
    numbers: numbersSchema,
    sentinels: z
      .array(z.number())
      .max(50)
      .default([...SENTINELS]),
  })
  .refine((m) => m.readings.length > 0 || m.position || m.record, {
    message: "say what to read: readings, position or record",
  })
  .refine((m) => m.asset !== undefined || (m.readings.length === 0 && !m.position), {
    message: "readings and positions need an asset",
    path: ["asset"],
  });

export type Mapping = z.infer<typeof mappingSchema>;
export type MappingInput = z.input<typeof mappingSchema>;
export type ReadingMapping = z.infer<typeof readingSchema>;
export type PositionMapping = z.infer<typeof positionSchema>;
export type RecordMapping = z.infer<typeof recordSchema>;
export type ValueConfig = z.infer<typeof valueSchema>;
export type TimeConfig = z.infer<typeof timeSchema>;
