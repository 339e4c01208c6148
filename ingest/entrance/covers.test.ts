import fc from "fast-check";
import { expect, test } from "vitest";
import { matches } from "../wire/filter.ts";
import { covers } from "./covers.ts";

test("a filter is within another when nothing of it lies outside", () => {
  for (const filter of ["cmd/a/#", "cmd/a", "cmd/a/+", "cmd/a/x/y", "cmd/a/+/#"])
    expect(covers("cmd/a/#", filter), filter).toBe(true);
  for (const filter of ["#", "cmd/#", "cmd/+/x", "cmd/ab", "cmd/+", "+/a/x", "$SYS/#", "cmd"])
    expect(covers("cmd/a/#", filter), filter).toBe(false);
});

const level = fc.constantFrom("a", "b", "c", "");
const topic = fc.array(level, { minLength: 1, maxLength: 4 });
const filterOf = fc
  .tuple(fc.array(fc.oneof(level, fc.constant("+")), { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([levels, open]) => [...levels, ...(open ? ["#"] : [])].join("/"));

test("no topic slips through a filter that was granted", () => {
  fc.assert(
    fc.property(filterOf, filterOf, topic, (allowed, filter, levels) => {
      fc.pre(covers(allowed, filter) && matches(filter, levels));
      expect(matches(allowed, levels)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
