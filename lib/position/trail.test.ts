import { describe, expect, it } from "vitest";
import { TRAIL_GAP_MS, TRAIL_POINTS, Trail } from "./trail.ts";

const points = (trail: Trail) => Array.from({ length: trail.length }, (_, i) => trail.lat(i));

describe("the trail of a moving object", () => {
  it("keeps the newest points, oldest first, in fixed memory", () => {
    const trail = new Trail();
    for (let i = 0; i < TRAIL_POINTS + 5; i++) trail.push(i * TRAIL_GAP_MS, 109, 13 + i * 0.001);
    expect(trail.length).toBe(TRAIL_POINTS);
    expect(trail.lat(0)).toBeCloseTo(13.005);
  });

  it("passes over points that are late or too near in time", () => {
    const trail = new Trail();
    trail.push(100_000, 109, 13);
    trail.push(100_000 + TRAIL_GAP_MS - 1, 109, 13.001);
    trail.push(50_000, 109, 12.999);
    expect(points(trail)).toEqual([13]);
  });

  it("draws no line over a jump that nothing could have sailed", () => {
    const trail = new Trail();
    trail.push(0, 109, 13);
    trail.push(TRAIL_GAP_MS, 109, 13.001);
    trail.push(2 * TRAIL_GAP_MS, 109.5, 13.4);
    expect(points(trail)).toEqual([13.4]);
  });
});
