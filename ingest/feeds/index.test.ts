import { expect, test } from "vitest";
import blueprint from "./_blueprint.ts";
import * as registry from "./index.ts";

const kinds = [...Object.values(registry), blueprint];

test.each(kinds.map((kind) => [kind.kind, kind] as const))(
  "%s: its example is a config that it accepts",
  (_, kind) => {
    expect(kind.config.safeParse(kind.example).error?.issues).toBeUndefined();
    for (const text of [kind.title.vi, kind.title.en, kind.about.vi, kind.about.en])
      expect(text).not.toBe("");
  },
);

test("kinds have names of their own, and refuse settings that they do not know", () => {
  expect(new Set(kinds.map((k) => k.kind)).size).toBe(kinds.length);
  for (const kind of kinds)
    expect(kind.config.safeParse({ ...(kind.example as object), unknown: 1 }).success, kind.kind).toBe(false);
});
