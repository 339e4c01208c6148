import { expect, test } from "vitest";
import { bulkOffers, PART, type Progress, runBulk, undoOf, urgentOf } from "./bulk.ts";
import { alertRow } from "./testing.ts";

const rows = (n: number) => Array.from({ length: n }, (_, i) => ({ id: i + 1, seq: 1 }));
const ask = { type: "acknowledge" } as const;

test("goes part after part and tells how far it is", async () => {
  const told: Progress[] = [];
  const sent: number[] = [];
  const end = await runBulk(rows(2 * PART + 1), ask, {
    tell: (progress) => told.push(progress),
    async send(alerts) {
      sent.push(alerts.length);
      return {
        done: alerts.slice(1).map(([id]) => [id, 2]),
        refused: [{ id: alerts[0]?.[0] as number, reason: "closed" }],
      };
    },
  });
  expect(sent).toEqual([PART, PART, 1]);
  expect(told.map(({ done, over }) => [done.length, over])).toEqual([
    [PART - 1, false],
    [2 * PART - 2, false],
    [2 * PART - 2, false],
    [2 * PART - 2, true],
  ]);
  expect(end.refused).toHaveLength(3);
});

test("stops where the line breaks and says how many are in doubt", async () => {
  let calls = 0;
  const end = await runBulk(rows(3 * PART), ask, {
    tell: () => {},
    send: async (alerts) =>
      ++calls === 1 ? { done: alerts.map(([id]) => [id, 2]), refused: [] } : undefined,
  });
  expect(end).toMatchObject({ unsent: 2 * PART, over: true });
  expect(end.done).toHaveLength(PART);
  expect(calls).toBe(2);
});

test("offers what the person may do to at least one of them", () => {
  const mixed = [alertRow({ priority: 1, worst: 1 }), alertRow({ id: 2, priority: 3, worst: 3 })];
  const of = (role: "duty" | "leader" | "admin") => bulkOffers(mixed, () => ({ role, own: false }));
  expect(of("duty")).toEqual(["acknowledge", "note", "shelve", "assign"]);
  expect(of("leader")).toEqual(["note", "assign"]);
  expect(of("admin")).toEqual([]);
});

test("priority 1 is listed; only a shelf can be taken back", () => {
  expect(urgentOf([alertRow({ priority: 1 }), alertRow({ id: 2 })]).map(({ id }) => id)).toEqual([1]);
  expect(undoOf(ask)).toBeNull();
  expect(undoOf({ type: "shelve", minutes: 5, why: "x" })).toEqual({ type: "unshelve" });
});
