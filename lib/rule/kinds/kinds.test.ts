import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import blueprint from "./_blueprint.ts";
import { ruleKindById, ruleKinds } from "./catalog.ts";
import type { AnyKind, Input } from "./kind.ts";

const files = (await readdir(import.meta.dirname)).filter((name) => /^[a-z-]+\.ts$/.test(name));
const notKinds = ["catalog.ts", "index.ts", "kind.ts"];

test("every kind in the folder is registered under the name of its file", () => {
  const kinds = files.filter((name) => !notKinds.includes(name)).map((name) => name.replace(".ts", ""));
  expect(ruleKinds.map((kind) => kind.id).sort()).toEqual(kinds.sort());
  expect(ruleKindById("threshold")).toBeDefined();
  expect(ruleKindById("toString")).toBeUndefined();
});

const facts = {
  levels: [
    { id: "bd1", value: 6, severity: 1 },
    { id: "bd2", value: 7, severity: 2 },
    { id: "bd3", value: 8, severity: 3 },
  ],
  priority: 2,
  periodMs: 10_000,
} as const;

describe.each([...ruleKinds, blueprint as AnyKind].map((kind) => [kind.id, kind] as const))(
  "%s",
  (_, kind) => {
    const params = kind.schema.parse(kind.example);
    const ready = kind.ready(params, facts);
    const input: Input = { time: 1e12, value: 1e9, mark: 1e12 - 1, heard: 1e12 - 1, since: 0, feed: null };

    test("has an example that parses, a title and a sentence in both languages", () => {
      expect(kind.title.vi).toBeTruthy();
      expect(kind.title.en).toBeTruthy();
      expect(kind.sentence(params, "vi")).not.toBe(kind.sentence(params, "en"));
      expect(ready).not.toBeNull();
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
