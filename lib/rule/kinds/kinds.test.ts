import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Shape } from "#lib/zone/model.ts";
import blueprint from "./_blueprint.ts";
import { ruleKindById, ruleKinds } from "./catalog.ts";
import { type AnyKind, FIELD_UNITS, type Input, type Over } from "./kind.ts";

const files = (await readdir(import.meta.dirname)).filter((name) => /^[a-z-]+\.ts$/.test(name));
const notKinds = ["catalog.ts", "index.ts", "kind.ts"];

test("every kind in the folder is registered under the name of its file", () => {
  const kinds = files.filter((name) => !notKinds.includes(name)).map((name) => name.replace(".ts", ""));
  expect(ruleKinds.map((kind) => kind.id).sort()).toEqual(kinds.sort());
  expect(ruleKindById("threshold")).toBeDefined();
  expect(ruleKindById("toString")).toBeUndefined();
});

const square: Shape = {
  type: "Polygon",
  coordinates: [
    [
      [109, 13],
      [110, 13],
      [110, 14],
      [109, 14],
      [109, 13],
    ],
  ],
};
const facts = {
  levels: [
    { id: "bd1", value: 6, severity: 1 },
    { id: "bd2", value: 7, severity: 2 },
    { id: "bd3", value: 8, severity: 3 },
  ],
  priority: 2,
  periodMs: 10_000,
  bands: new Map([
    [
      "hour_of_week/8/5/95",
      {
        zone: "Asia/Ho_Chi_Minh",
        low: new Float64Array(168).fill(4),
        mid: new Float64Array(168).fill(5),
        high: new Float64Array(168).fill(6),
        samples: new Int32Array(168).fill(8),
      },
    ],
  ]),
  zones: [
    {
      ...{ id: "cang", kind: "port", from: 0, until: Number.POSITIVE_INFINITY },
      ...{ shape: square, box: { west: 109, south: 13, east: 110, north: 14 } },
    },
  ],
} as const;

const reading: Input = { time: 1e12, value: 1e9, mark: 1e12 - 1, heard: 1e12 - 1, since: 0, feed: null };
const { value: _, ...look } = reading;
const inputs: { [over in Over]: object } = {
  series: reading,
  series_and_feeds: reading,
  positions: { ...look, fix: { lon: 109.5, lat: 13.5, speed: null }, last: null },
  group: {
    now: 1e12,
    members: [{ seriesId: 1, at: 1e12, value: 7, periodMs: 10_000, levels: facts.levels }],
  },
  forecasts: {
    now: 1e12,
    observed: { at: 1e12 - 1, value: 5 },
    issues: [{ source: "kttv", issuedAt: 1e12 - 1, points: [{ at: 1e12 + 3_600_000, value: 7.5 }] }],
  },
  records: {
    now: 1e12,
    record: { state: "mới", severity: 4, changedAt: 1e12, openedAt: 1e12, dueAt: null, closedAt: null },
    beyond: null,
  },
  quality: {
    now: 1e12,
    counts: { received: 100, stored: 90, duplicates: 5, graded: 1, refused: 5 },
    expectedPerS: 1,
  },
};

describe.each([...ruleKinds, blueprint as AnyKind].map((kind) => [kind.id, kind] as const))(
  "%s",
  (_, kind) => {
    const params = kind.schema.parse(kind.example);
    const ready = kind.ready(params, facts);
    const input: object = inputs[kind.over];

    test("has an example that parses, a title and a sentence in both languages", () => {
      expect(kind.title.vi).toBeTruthy();
      expect(kind.title.en).toBeTruthy();
      expect(kind.sentence(params, "vi")).not.toBe(kind.sentence(params, "en"));
      expect(ready).not.toBeNull();
    });

    test("says in both languages what each field and group of its form is", () => {
      const form = z.toJSONSchema(kind.schema, { io: "input" });
      const fields = [...fieldsOf(form as Field, kind.id)];
      expect(fields.length).toBeGreaterThan(1);
      for (const [path, field] of fields) expect(wordsSchema.safeParse(field).error, path).toBeUndefined();
      for (const [path, field] of fields) {
        const values = field.enum ?? (field.const === undefined ? [] : [field.const]);
        expect(Object.keys(field.options ?? {}).sort(), path).toEqual(values.map(String).sort());
      }
    });

    test("refuses a field that it does not know", () => {
      expect(kind.schema.safeParse({ ...kind.example, colour: "red" }).success).toBe(false);
    });

    test("judges without changing what it was given, and remembers only JSON", () => {
      const state = kind.restore(null, null);
      const before = JSON.stringify(state);
      const judged = kind.judge(state, Object.freeze({ ...input }), ready);
      expect(JSON.stringify(state)).toBe(before);
      expect(JSON.parse(JSON.stringify(judged.state))).toEqual(judged.state);
    });

    test("survives any saved state, and any alert that stands", () => {
      const alert = { process: "active", level: null, value: null, peak: null, rungAt: 0 };
      for (const saved of [null, 7, "x", [], { level: 9 }]) {
        for (const open of [null, alert as never]) {
          expect(() => kind.judge(kind.restore(saved, open), input, ready)).not.toThrow();
        }
      }
    });
  },
);

type Field = {
  properties?: { [name: string]: Field };
  items?: Field;
  anyOf?: Field[];
  oneOf?: Field[];
  enum?: unknown[];
  const?: unknown;
  options?: object;
};
const title = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) });
const wordsSchema = title
  .extend({
    unit: z.enum(FIELD_UNITS).optional(),
    hintVi: z.string().min(1).optional(),
    hintEn: z.string().min(1).optional(),
    options: z.record(z.string(), title).optional(),
  })
  .strip()
  .refine((field) => (field.hintVi === undefined) === (field.hintEn === undefined));

/** Every group and leaf of a form, with the way to it. */
function* fieldsOf(field: Field, path: string): Generator<[path: string, field: Field]> {
  yield [path, field];
  for (const [name, one] of Object.entries(field.properties ?? {})) yield* fieldsOf(one, `${path}.${name}`);
  if (field.items) yield* fieldsOf(field.items, `${path}[]`);
  for (const [i, one] of (field.anyOf ?? field.oneOf ?? []).entries()) yield* fieldsOf(one, `${path}|${i}`);
}
