import { expect, it } from "vitest";
import { fromTable, toTable } from "./table.ts";

it("brings back the same objects, through JSON too", () => {
  const objects = [
    { id: 1, name: "An Hòa", lon: null as number | null },
    { id: 2, name: "Thạnh Hòa", lon: 109.1 },
  ];
  expect(fromTable(JSON.parse(JSON.stringify(toTable(objects))))).toEqual(objects);
  expect(JSON.stringify(toTable(objects))).not.toMatch(/"name".*"name"/);
});

it("of nothing is nothing", () => {
  expect(fromTable(toTable<{ id: number }>([]))).toEqual([]);
});
