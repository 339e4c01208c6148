import { describe, expect, it, test } from "vitest";
import { NO_SILENCE, ringingOf } from "./ringing.ts";
import { alertRow } from "./testing.ts";
import { PATTERNS, render } from "./tones.ts";

const calm = { silence: NO_SILENCE, now: 10_000, floods: [] };
const ringing = (priority: 1 | 2 | 3 | 4, rungAt = 1_000, id = 1) => alertRow({ id, priority, rungAt });

describe("what rings", () => {
  it("is the most urgent that nobody has acknowledged, and its newest ring", () => {
    const rows = [
      ringing(3, 900, 1),
      ringing(2, 100, 2),
      ringing(2, 500, 3),
      alertRow({ priority: 1, response: "ack" }),
    ];
    expect(ringingOf(rows, calm)).toEqual({ priority: 2, newest: 500 });
    expect(ringingOf([alertRow({ process: "returned" })], calm)).toBeNull();
    expect(ringingOf([alertRow({ visibility: "shelved" })], calm)).toBeNull();
  });

  it("is silenced for a while, but not what rings urgently after that", () => {
    const silence = { from: 5_000, until: 60_000 };
    expect(ringingOf([ringing(1, 4_000), ringing(2, 6_000, 2)], { ...calm, silence })).toBeNull();
    expect(ringingOf([ringing(1, 6_000)], { ...calm, silence })).toEqual({ priority: 1, newest: 6_000 });
    expect(ringingOf([ringing(2)], { ...calm, silence, now: 60_000 })).toEqual({
      priority: 2,
      newest: 1_000,
    });
  });

  it("is not P3 and P4 in a flood of their own kind of data", () => {
    const rows = [ringing(3), ringing(4, 1, 2)];
    expect(ringingOf(rows, { ...calm, floods: [{ simulated: true }] })).toBeNull();
    expect(ringingOf(rows, { ...calm, floods: [{ simulated: false }] })).not.toBeNull();
    expect(ringingOf([...rows, ringing(2, 7, 3)], { ...calm, floods: [{ simulated: true }] })).toEqual({
      priority: 2,
      newest: 7,
    });
  });
});

test("every priority sounds different, the more urgent more often, and none clips or clicks", () => {
  const turns = ([1, 2, 3, 4] as const).map((p) => PATTERNS[p]);
  expect(new Set(turns.map(({ notes }) => JSON.stringify(notes))).size).toBe(4);
  const rests = turns.map(({ everyS }) => everyS);
  expect(rests).toEqual(rests.toSorted((a, b) => a - b));
  for (const pattern of turns) {
    const samples = render(pattern, 8_000);
    expect(samples.length).toBe(Math.round(pattern.everyS * 8_000));
    expect(Math.max(...samples)).toBeGreaterThan(0.5);
    expect(Math.max(...samples.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(Math.abs(samples[0] as number)).toBeLessThan(0.01);
    expect(Math.abs(samples.at(-1) as number)).toBeLessThan(0.01);
  }
});
