import { expect, test } from "vitest";
import { mappingSchema } from "./mapping.ts";
import { problemsOf } from "./problems.ts";

const problems = (mapping: object) => {
  const { error } = mappingSchema.safeParse(mapping);
  return error ? problemsOf(error) : [];
};
const readings = [{ metric: "water_level", value: "v" }];

test("names the place and the mistake, also inside fields that may have several forms", () => {
  expect(problems({ asset: "a", readings: [{ metric: "x", value: "a..b" }] })).toEqual([
    'readings.0.value: "a..b": cannot read from character 2',
  ]);
  expect(
    problems({ asset: "a", readings: [{ metric: "x", value: { path: "v", expression: "value +" } }] }),
  ).toEqual([
    'readings.0.value.expression: "value +": expected a number, value, min, max or (, found the end',
  ]);
  expect(problems({ asset: "a", time: { path: "t", zone: "Mars/Base" }, readings })).toEqual([
    'time.zone: "Mars/Base" is not a time zone',
  ]);
  expect(problems({ asset: { path: "a", topicLevel: 1 }, readings })).toEqual([
    "asset: exactly one of path, topicLevel, join, const",
  ]);
});

test("says what belongs together", () => {
  expect(problems({ asset: "a" })).toEqual(["config: say what to read: readings, position or record"]);
  expect(problems({ readings })).toEqual(["asset: readings and positions need an asset"]);
});
