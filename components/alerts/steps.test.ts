import { describe, expect, test } from "vitest";
import type { NamedEvent } from "#lib/alert/event.ts";
import { progressOf, stepsOf, stillTicking } from "./steps.ts";
import { alertRow } from "./testing.ts";

const PLAIN = { cause: "c", consequence: "q", action: "a", minutes: 30, owner: "o" };
const response = { ...PLAIN, steps: ["Gọi xã", "Đóng đường"] };
const tick = (seq: number, type: "step_done" | "step_undone", step: number, actorName: string) =>
  ({ seq, type, step, text: "", at: seq * 100, recordedAt: 0, actor: "user:x", actorName }) as NamedEvent;

describe("the steps of a procedure", () => {
  test("say who ticked them last, and when", () => {
    const row = alertRow({ responseText: response, stepsDone: [0] });
    const events = [
      tick(2, "step_done", 0, "An"),
      tick(3, "step_undone", 0, "Bình"),
      tick(4, "step_done", 0, "Chi"),
    ];
    expect(stepsOf(row, events, new Map())).toEqual([
      { n: 0, text: "Gọi xã", done: true, sending: false, by: "Chi", at: 400 },
      { n: 1, text: "Đóng đường", done: false, sending: false, by: null, at: null },
    ]);
  });

  test("show a tick at once and let go of it when the alert shows it", () => {
    const sent = new Map([[1, true]]);
    const before = alertRow({ responseText: response });
    expect(stepsOf(before, [], sent)[1]).toMatchObject({ done: true, sending: true });
    expect(stillTicking(before, sent).size).toBe(1);
    const after = alertRow({ responseText: response, stepsDone: [1] });
    expect(stepsOf(after, [], sent)[1]).toMatchObject({ done: true, sending: false });
    expect(stillTicking(after, sent).size).toBe(0);
  });

  test("count as far as the procedure goes now, and not at all where there is none", () => {
    expect(progressOf(alertRow({ responseText: response, stepsDone: [0, 7] }))).toEqual({
      done: 1,
      total: 2,
    });
    expect(progressOf(alertRow())).toBeNull();
  });
});
