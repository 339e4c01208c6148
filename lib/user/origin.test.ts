import { describe, expect, it } from "vitest";
import { isSameOrigin } from "./origin.ts";

describe("the origin of a request", () => {
  it.each([
    ["its own page", "http://wall.vn:3000", "wall.vn:3000", undefined, true],
    ["no browser", undefined, "wall.vn:3000", undefined, true],
    ["the public address before a proxy", "https://wall.vn", "10.0.0.1:3000", "https://wall.vn/", true],
    ["another site", "http://evil.example", "wall.vn:3000", undefined, false],
    ["another port of this host", "http://wall.vn:8080", "wall.vn:3000", undefined, false],
    ["a page without an address", "null", "wall.vn:3000", undefined, false],
  ])("%s", (_name, origin, host, publicUrl, same) => {
    expect(isSameOrigin({ origin, host }, publicUrl)).toBe(same);
  });
});
