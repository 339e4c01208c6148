import { expect, test } from "vitest";
import { ALL_CLOSED, closedFrom, closedPath, closedQuery } from "./closed.ts";

test("days are the province's, the last one whole", () => {
  const path = closedPath({ ...ALL_CLOSED, from: "2025-11-19", to: "2025-11-19" }, null);
  const query = new URLSearchParams(path.split("?")[1]);
  expect(new Date(Number(query.get("from"))).toISOString()).toBe("2025-11-18T17:00:00.000Z");
  expect(new Date(Number(query.get("to"))).toISOString()).toBe("2025-11-19T17:00:00.000Z");
});

test("an empty filter asks for everything, page by page", () => {
  expect(closedPath({ ...ALL_CLOSED, text: "  " }, "12.3")).toBe(
    "/api/alerts?state=closed&limit=50&cursor=12.3",
  );
});

test("what is looked for can be kept as an address", () => {
  const filter = { text: "bình nghi", priorities: [1, 3] as const, from: "2025-11-01", to: "" };
  expect(closedFrom(new URLSearchParams(closedQuery(filter)))).toEqual(filter);
  expect(closedFrom(new URLSearchParams("p=9&from=yesterday"))).toEqual(ALL_CLOSED);
});
