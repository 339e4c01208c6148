import { describe, expect, test } from "vitest";
import { localDay } from "#lib/i18n/format.ts";
import { addDays, addMonths, isDay, mondayOf, weeksOf } from "./day.ts";
import { canonical, isIntact, seal } from "./handover.ts";
import { mayServe, opensAt, type Shift, toHandOver } from "./model.ts";

const HOUR = 3_600_000;
const shift = (id: number, startsAt: number): Shift => ({
  id,
  day: "2026-11-30",
  nameVi: "Ca",
  nameEn: "Shift",
  startsAt,
  endsAt: startsAt + 8 * HOUR,
  crew: [],
});

test("leads may stand in the ranks; nobody is lead without being one", () => {
  expect(mayServe("lead", "duty")).toBe(true);
  expect(mayServe("duty", "duty")).toBe(true);
  expect(mayServe("duty", "lead")).toBe(false);
  for (const role of ["agency", "leader", "admin"] as const) expect(mayServe(role, "duty")).toBe(false);
});

describe("which shift is to hand over", () => {
  const [old, last, running] = [shift(1, 0), shift(2, 8 * HOUR), shift(3, 16 * HOUR)];
  const ids = (now: number, signed: number[] = []) =>
    toHandOver([old, last, running], new Set(signed), now).map((one) => one.id);

  test("the running one once its hand-over is open, before that the one that just ended", () => {
    expect(opensAt(running)).toBe(22 * HOUR);
    expect(ids(17 * HOUR)).toEqual([2, 1, 3]);
    expect(ids(17 * HOUR, [1, 2])).toEqual([3]);
    expect(ids(22 * HOUR)).toEqual([3, 2, 1]);
  });

  test("none that is signed, long over or still to come", () => {
    expect(ids(33 * HOUR, [2])).toEqual([3]);
    expect(ids(1 * HOUR)).toEqual([1]);
  });
});

describe("days", () => {
  test("count over months, years and leap days", () => {
    expect(addDays("2028-02-28", 2)).toBe("2028-03-01");
    expect(addMonths("2026-12-31", 1)).toBe("2027-01-01");
    expect(mondayOf("2026-11-29")).toBe("2026-11-23");
    expect(mondayOf("2026-11-30")).toBe("2026-11-30");
    expect(weeksOf("2026-11-15")).toEqual([
      "2026-10-26",
      "2026-11-02",
      "2026-11-09",
      "2026-11-16",
      "2026-11-23",
      "2026-11-30",
    ]);
  });

  test("are those of the local zone", () => {
    const late = Date.parse("2026-11-29T17:30:00Z");
    expect([localDay(late, "Asia/Ho_Chi_Minh"), localDay(late, "UTC")]).toEqual(["2026-11-30", "2026-11-29"]);
  });

  test("come from an address only when they are days", () => {
    expect(["2026-11-30", "2026-13-01", "2026-1-1", "x", undefined].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("the seal", () => {
  test("does not depend on the order of keys, and on everything else it does", () => {
    expect(canonical({ b: [1, { d: null, c: "x" }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
    expect(seal({ a: 1, b: 2 }).hash).toBe(seal({ b: 2, a: 1 }).hash);
    expect(seal({ a: 1 }).hash).not.toBe(seal({ a: 2 }).hash);
  });

  test("is broken by a signature over another hand-over", () => {
    const [one, other] = [seal({ note: "một" }), seal({ note: "hai" })];
    expect(isIntact(one, seal({ hash: one.hash }))).toBe(true);
    expect(isIntact(one, seal({ hash: other.hash }))).toBe(false);
    expect(isIntact(one, { ...seal({ hash: one.hash }), content: "{}" })).toBe(false);
  });
});
