import { expect, test } from "vitest";
import { deafness, isDeaf, type Pulse } from "./model.ts";

const well = (member: number): Pulse => ({ member, name: `p${member}`, ageMs: 500, deaf: null });

test("all is well while every process beats and stores", () => {
  expect(deafness([well(1), well(2)])).toBeNull();
});

test("nobody there, one that has fallen silent, one that says so itself", () => {
  expect(deafness([])?.reason).toBe("no_ingest");
  expect(deafness([well(1), { ...well(2), ageMs: 3_600 }])).toMatchObject({
    reason: "ingest_silent",
    forMs: 3_600,
  });
  const deaf = { reason: "not_stored", forMs: 3_000, waiting: 40 } as const;
  expect(deafness([well(1), { ...well(2), deaf }])).toEqual({ ...deaf, forMs: 3_500 });
});

test("a warning hides behind a fault, and is no deafness", () => {
  const low = { reason: "disk_low", forMs: 90_000, waiting: 0 } as const;
  const stuck = { reason: "not_stored", forMs: 3_000, waiting: 1 } as const;
  expect(isDeaf(deafness([{ ...well(1), deaf: low }]))).toBe(false);
  expect(
    deafness([
      { ...well(1), deaf: low },
      { ...well(2), deaf: stuck },
    ])?.reason,
  ).toBe("not_stored");
});

test("the one that lasts longest is told, with all that waits", () => {
  const full = { reason: "disk_full", forMs: 9_000, waiting: 1 } as const;
  const stuck = { reason: "not_stored", forMs: 3_000, waiting: 40 } as const;
  expect(
    deafness([
      { ...well(1), deaf: stuck },
      { ...well(2), deaf: full },
    ]),
  ).toEqual({
    reason: "disk_full",
    forMs: 9_500,
    waiting: 41,
  });
});
