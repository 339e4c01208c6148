import { expect, test } from "vitest";
import { apply, fold } from "./apply.ts";
import { type Change, isRefusal } from "./event.ts";
import type { Priority } from "./model.ts";
import { dueOf } from "./timing.ts";

const MINUTE = 60_000;
const origin = {
  ruleId: "r",
  object: "series:1",
  seriesId: 1,
  assetId: 1,
  feedId: "f",
  simulated: false,
  latched: false,
  agencyId: null,
  causeGroup: null,
};

/** Events a minute apart, from minute 0. */
function alertOf(priority: Priority, ...more: Change[]) {
  const raised: Change = { type: "raised", origin, priority, level: "x", value: 1, limit: 1, peak: 1 };
  return fold([raised, ...more].map((change, i) => ({ ...change, at: i * MINUTE, actor: "user:an" })));
}
const ack: Change = { type: "acknowledged" };
const back: Change = { type: "returned", value: 0, peak: 1 };

test.each([
  ["a low alert that was seen closes five minutes after its return", alertOf(3, ack, back), 7, "closed"],
  ["an acknowledgement of P1 holds 15 minutes without progress", alertOf(1, ack), 16, "unacknowledged"],
  ["of P2 an hour", alertOf(2, ack), 61, "unacknowledged"],
  [
    "P1 in progress rings again after half an hour",
    alertOf(1, ack, { type: "progress_started" }),
    30,
    "unacknowledged",
  ],
  ["P2 in progress after four hours", alertOf(2, ack, { type: "progress_started" }), 240, "unacknowledged"],
  [
    "chatter settles ten minutes after its last flip",
    { ...alertOf(3, ack), chattering: true, flips: [58_000, 59_000, 60_000] },
    11,
    "settled",
  ],
  ["a shelf ends", alertOf(3, { type: "shelved", until: 20 * MINUTE, why: "x" }), 20, "unshelved"],
])("%s", (_, alert, minute, type) => {
  const due = dueOf(alert);
  expect(due).toMatchObject({ at: minute * MINUTE, change: { type } });
  if (due) expect(isRefusal(apply(alert, { ...due.change, at: due.at, actor: "job:clock" }))).toBe(false);
});

test.each([
  ["unseen", alertOf(3, back)],
  ["urgent, waiting for a note", alertOf(2, ack, back)],
  ["low, seen, still standing", alertOf(3, ack)],
  ["low, worked on: people close it", alertOf(3, ack, { type: "progress_started" }, back)],
  ["closed", alertOf(3, ack, back, { type: "closed" })],
])("the clock has nothing in store for an alert that is %s", (_, alert) => {
  expect(dueOf(alert)).toBeNull();
});
