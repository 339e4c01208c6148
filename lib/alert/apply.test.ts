import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply, fold } from "./apply.ts";
import { type AlertEvent, type Change, isRefusal } from "./event.ts";
import { type Alert, displayOf, type Origin, rings } from "./model.ts";

const origin: Origin = {
  ruleId: "flood",
  object: "series:1",
  seriesId: 1,
  assetId: 1,
  feedId: "f",
  simulated: false,
  latched: false,
  agencyId: null,
  causeGroup: null,
};
const standing = { priority: 3, level: "bd1", value: 6.1, limit: 6, peak: 6.1 } as const;

const person = fc.constantFrom("user:an", "user:binh", "user:chi");
const anyStanding = fc.record({
  priority: fc.constantFrom(1, 2, 3, 4),
  level: fc.constantFrom("bd1", "bd2", "bd3"),
  value: fc.double({ min: 0, max: 10, noNaN: true }),
  limit: fc.constantFrom(6, 7, 8),
  peak: fc.double({ min: 0, max: 10, noNaN: true }),
});
const text = fc.constantFrom("", "  ", "đã kiểm tra");
const unheard = fc.constantFrom({}, { unheard: true as const });

const changes: { [T in Change["type"]]: fc.Arbitrary<Change> } = {
  pending: anyStanding.map((s) => ({ type: "pending", origin, ...s }) as Change),
  raised: anyStanding.map((s) => ({ type: "raised", origin, ...s }) as Change),
  reactivated: anyStanding.map((s) => ({ type: "reactivated", ...s }) as Change),
  level_changed: fc
    .tuple(anyStanding, fc.boolean())
    .map(([s, up]) => ({ type: "level_changed", up, ...s }) as Change),
  peaked: fc.constant({ type: "peaked", peak: 9 }),
  stale: fc.constant({ type: "stale" }),
  resumed: fc.constant({ type: "resumed", value: 6.5 }),
  returned: fc.constant({ type: "returned", value: 5.5, peak: 7 }),
  withdrawn: fc.constant({ type: "withdrawn", reason: "rule_disabled" }),
  acknowledged: fc.constant({ type: "acknowledged" }),
  unacknowledged: fc
    .constantFrom("no_progress" as const, "still_active" as const)
    .map((reason) => ({ type: "unacknowledged", reason })),
  progress_started: fc.constant({ type: "progress_started" }),
  noted: text.map((t) => ({ type: "noted", text: t })),
  assigned: fc.option(person).map((to) => ({ type: "assigned", to })),
  ordered: text.map((t) => ({ type: "ordered", text: t, to: null })),
  step_done: fc.integer({ min: 0, max: 3 }).map((step) => ({ type: "step_done", step, text: "gọi xã" })),
  step_undone: fc.integer({ min: 0, max: 3 }).map((step) => ({ type: "step_undone", step })),
  escalated: fc.integer({ min: 1, max: 3 }).map((step) => ({ type: "escalated", step, policy: "p" })),
  closed: fc.option(text, { nil: undefined }).map((note) => ({ type: "closed", note })),
  shelved: fc
    .tuple(fc.integer({ min: -5, max: 60_000 }), text, fc.option(person, { nil: undefined }))
    .map(([until, why, second]) => ({ type: "shelved", until, why, second })),
  shelf_asked: fc
    .tuple(fc.integer({ min: -5, max: 60_000 }), text)
    .map(([until, why]) => ({ type: "shelf_asked", until, why })),
  shelf_denied: fc.constant({ type: "shelf_denied" }),
  shared: fc.constantFrom("so-y-te", "so-xd").map((a) => ({ type: "shared", with: a })),
  unshared: fc.constantFrom("so-y-te", "so-xd").map((a) => ({ type: "unshared", with: a })),
  attached: fc.integer({ min: 1, max: 3 }).map((incident) => ({ type: "attached", incident })),
  detached: fc.integer({ min: 1, max: 3 }).map((incident) => ({ type: "detached", incident })),
  settled: fc.constant({ type: "settled" }),
  unshelved: fc.constant({ type: "unshelved", reason: "by_hand" }),
  suppressed: fc.tuple(text, unheard).map(([why, u]) => ({ type: "suppressed", why, ...u })),
  unsuppressed: fc.constant({ type: "unsuppressed" }),
  maintenance_started: fc
    .tuple(text, unheard)
    .map(([order, u]) => ({ type: "maintenance_started", order, until: null, ...u })),
  maintenance_ended: fc.constant({ type: "maintenance_ended", reason: "by_hand" }),
};

const anyEvent: fc.Arbitrary<AlertEvent> = fc
  .tuple(fc.oneof(...Object.values(changes)), person, fc.integer({ min: 0, max: 30_000 }))
  .map(([change, actor, at]) => ({ ...change, actor, at }));

describe("any sequence of events", () => {
  test("keeps the rules of the model, whatever happens in whatever order", () => {
    let tried = 0;
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 30, maxLength: 60 }), (events) => {
        const log: AlertEvent[] = [];
        let alert: Alert | null = null;
        for (const event of events) {
          tried++;
          const before: Alert | null = alert && Object.freeze(structuredClone(alert));
          const next: ReturnType<typeof apply> = apply(before, event);
          if (isRefusal(next)) continue;
          accepted++;
          log.push(event);
          checkStep(before, event, next);
          alert = next;
        }
        if (alert) expect(fold(log)).toEqual(alert);
      }),
      { numRuns: 4_000, seed: 20_251_119 },
    );
    expect(tried).toBeGreaterThan(100_000);
    // Were nearly everything refused, the properties above would say nothing.
    expect(accepted).toBeGreaterThan(30_000);
  });
});

/** Invariants, as one reads them in docs/alerts.md. Plain comparisons: 100,000 expects would take a minute. */
function checkStep(before: Alert | null, event: AlertEvent, after: Alert): void {
  const type = event.type;
  const holds = (what: string, ok: boolean) => {
    if (!ok) expect.fail(`${what} is broken by ${type}: ${JSON.stringify({ before, event, after })}`);
  };
  holds("seq grows by one", after.seq === (before?.seq ?? 0) + 1);
  holds("closed never changes", before === null || before.response !== "done");
  holds("done is closed", (after.response === "done") === (after.closedAt !== null));
  holds("closed has returned", after.response !== "done" || after.process === "returned");
  holds("returned has its time", (after.process === "returned") === (after.returnedAt !== null));
  const taken = after.response === "ack" || after.response === "in_progress";
  holds("a taken alert has a holder", !taken || (after.ackedBy !== null && after.ackedAt !== null));
  holds("an untaken alert has none", after.response !== "unack" || after.ackedBy === null);
  const isShown = after.visibility === "shown";
  holds("shown has no reason to hide", isShown === (after.hiddenWhy === null && after.hiddenBy === null));
  holds(
    "worst is the worst",
    after.worst <= after.priority && (!before || after.worst <= before.worst || type === "raised"),
  );
  holds("ring is in the past", after.rungSeq <= after.seq);
  holds(
    "what rings is unanswered and stands",
    !rings(after) || (after.response === "unack" && after.process !== "returned"),
  );
  if (!before) return;
  const chatters = type === "reactivated" && after.chattering && after.priority !== 1;
  const rises = type === "reactivated" && after.priority < before.priority;
  const reappears =
    type === "unshelved" || type === "unsuppressed" || type === "maintenance_ended"
      ? before.response === "unack" && (before.process === "active" || before.process === "unknown")
      : false;
  holds("what comes back into sight unanswered rings", !reappears || rings(after));
  const muted = before.rungSeq === 0;
  holds(
    "what was heard by nobody is hidden",
    after.rungSeq !== 0 ||
      after.visibility !== "shown" ||
      after.response !== "unack" ||
      after.process === "returned",
  );
  const fired =
    reappears ||
    (type === "reactivated" && (!chatters || rises)) ||
    type === "unacknowledged" ||
    (type === "level_changed" && event.up);
  holds("chatter asks nobody again", !chatters || rises || after.response === before.response);
  holds("escalation begins anew with each ring", !fired || after.escalation === 0);
  holds(
    "no acknowledgement outlives a new firing",
    !fired || (after.response === "unack" && after.rungSeq === after.seq),
  );
  holds(
    "only a firing takes an answer back",
    fired || before.response === "unack" || after.response !== "unack" || type === "raised",
  );
  holds(
    "a firing after return counts",
    after.occurrences === before.occurrences + (type === "reactivated" ? 1 : 0),
  );
  const cleared = before.process !== "returned" && after.process === "returned";
  holds("only its end clears", !cleared || type === "returned" || type === "withdrawn");
  holds("stale touches the process alone", type !== "stale" || equalBut(before, after, ["process", "seq"]));
  holds("people do not move the process", !PERSONAL.has(type) || after.process === before.process);
  holds(
    "rules do not answer",
    PERSONAL.has(type) ||
      after.response === before.response ||
      fired ||
      before.process === "pending" ||
      (muted && cleared && after.response === "done"),
  );
  const closes = type === "closed" && (before.worst <= 2 || before.latched);
  holds("urgent ones close with a note", !closes || ("note" in event && (event.note ?? "").trim() !== ""));
  const shelves = type === "shelved" && before.priority === 1;
  holds(
    "P1 is shelved by two",
    !shelves || ("second" in event && event.second !== undefined && event.second !== event.actor),
  );
  holds(
    "a shelf does not cover worse",
    before.visibility !== "shelved" ||
      after.visibility !== "shelved" ||
      after.priority >= before.priority ||
      !fired,
  );
  for (const key of Object.keys(origin) as (keyof Origin)[])
    holds("origin stays", after[key] === before[key]);
}

const PERSONAL = new Set<string>([
  "acknowledged",
  "progress_started",
  "noted",
  "assigned",
  "closed",
  "shelved",
  "unshelved",
  "ordered",
  "step_done",
  "step_undone",
  "shelf_asked",
  "shelf_denied",
  "shared",
  "unshared",
]);

function equalBut(a: Alert, b: Alert, but: (keyof Alert)[]): boolean {
  return (Object.keys(a) as (keyof Alert)[]).every((key) => but.includes(key) || a[key] === b[key]);
}

function alertAfter(...events: (Change & { at?: number; actor?: string })[]): Alert {
  return fold(events.map((event, i) => ({ at: i, actor: "user:an", ...event })));
}
const raised: Change = { type: "raised", origin, ...standing };
const acknowledged: Change = { type: "acknowledged" };
const returned: Change = { type: "returned", value: 5, peak: 6.1 };

describe("what the screen calls it", () => {
  test.each([
    ["new", [raised]],
    ["new", [raised, { type: "stale" }]],
    ["returned", [raised, returned]],
    ["taken", [raised, acknowledged]],
    ["taken", [raised, acknowledged, { type: "progress_started" }]],
    ["to_close", [raised, acknowledged, returned]],
    ["closed", [raised, acknowledged, returned, { type: "closed" }]],
    ["shelved", [raised, { type: "shelved", until: 99, why: "bảo dưỡng" }]],
    ["suppressed", [raised, { type: "suppressed", why: "nguồn mất" }]],
    ["maintenance", [raised, { type: "maintenance_started", order: "LL-7", until: null }]],
    ["pending", [{ type: "pending", origin, ...standing }]],
    ["new", [{ type: "pending", origin, ...standing }, raised]],
    ["closed", [{ type: "pending", origin, ...standing }, returned]],
  ] as [string, Change[]][])("%s", (display, events) => {
    expect(displayOf(alertAfter(...events))).toBe(display);
  });
});

describe("refusals name their reason", () => {
  const say = (alert: Alert | null, change: Change) =>
    apply(alert, { ...change, at: 100, actor: "user:binh" });

  test("the second acknowledgement is told who was first and when", () => {
    const alert = alertAfter(raised, { ...acknowledged, at: 7, actor: "user:an" } as Change);
    expect(say(alert, acknowledged)).toEqual({ reason: "already_acknowledged", by: "user:an", at: 7 });
  });

  test.each([
    ["not_begun", null, acknowledged],
    ["already_begun", alertAfter(raised), raised],
    ["closed", alertAfter(raised, acknowledged, returned, { type: "closed" }), { type: "noted", text: "x" }],
    ["not_returned", alertAfter(raised, acknowledged), { type: "closed" }],
    ["not_acknowledged", alertAfter(raised, returned), { type: "closed" }],
    ["not_acknowledged", alertAfter(raised), { type: "progress_started" }],
    [
      "note_required",
      alertAfter({ ...raised, priority: 2 } as Change, acknowledged, returned),
      { type: "closed" },
    ],
    [
      "note_required",
      alertAfter({ ...raised, origin: { ...origin, latched: true } } as Change, acknowledged, returned),
      { type: "closed", note: " " },
    ],
    [
      "second_person_required",
      alertAfter({ ...raised, priority: 1 } as Change),
      { type: "shelved", until: 200, why: "x", second: "user:binh" },
    ],
    ["bad_time", alertAfter(raised), { type: "shelved", until: 100, why: "x" }],
    ["reason_required", alertAfter(raised), { type: "shelved", until: 200, why: " " }],
    ["hidden_otherwise", alertAfter(raised), { type: "unshelved", reason: "by_hand" }],
    ["no_change", alertAfter(raised), { type: "level_changed", up: true, ...standing }],
    ["not_unknown", alertAfter(raised), { type: "resumed", value: 6 }],
    ["not_asked", alertAfter(raised), { type: "shelf_denied" }],
    ["not_chattering", alertAfter(raised), { type: "settled" }],
    [
      "other_incident",
      alertAfter(raised, { type: "attached", incident: 1 }),
      { type: "detached", incident: 2 },
    ],
  ] as [string, Alert | null, Change][])("%s", (reason, alert, change) => {
    expect(say(alert, change)).toEqual({ reason });
  });

  test("a log that was tampered with does not fold", () => {
    expect(() => alertAfter(raised, raised)).toThrow("already_begun");
    expect(() => alertAfter(acknowledged)).toThrow("not_begun");
  });
});

describe("what is hidden", () => {
  const hiding: Change[] = [
    { type: "suppressed", why: "nguồn mất", unheard: true },
    { type: "maintenance_started", order: "LL-7", until: null, unheard: true },
  ];
  test.each(hiding)("before it was heard ($type) is over with its return", (hidden) => {
    expect(alertAfter(raised, hidden, returned)).toMatchObject({ response: "done", closedAt: 2 });
    expect(alertAfter(raised, { ...hidden, unheard: undefined } as Change, returned).response).toBe("unack");
  });

  test.each([
    [{ type: "suppressed", why: "x" }, { type: "unsuppressed" }],
    [
      { type: "maintenance_started", order: "x", until: null },
      { type: "maintenance_ended", reason: "expired" },
    ],
    [
      { type: "shelved", until: 99, why: "x" },
      { type: "unshelved", reason: "expired" },
    ],
  ] as [Change, Change][])("rings when it comes back unanswered and stands: %o", (hide, show) => {
    expect(alertAfter(raised, hide, show)).toMatchObject({ rungSeq: 3, rungAt: 2, visibility: "shown" });
    expect(alertAfter(raised, acknowledged, hide, show)).toMatchObject({ rungSeq: 1, response: "ack" });
    expect(alertAfter(raised, hide, returned, show)).toMatchObject({ rungSeq: 1, process: "returned" });
  });
});

describe("chatter", () => {
  const SECOND = 1_000;
  const at = (s: number, change: Change) => ({ ...change, at: s * SECOND, actor: "rule:flood" }) as const;
  const again: Change = { type: "reactivated", ...standing };
  const quick = [at(0, raised), at(5, { type: "acknowledged" }), at(10, returned), at(20, again)];

  test("of three flips within a minute is counted, and asks nobody again", () => {
    const flapping = alertAfter(...quick, at(25, { type: "acknowledged" }), at(30, returned), at(40, again));
    expect(flapping).toMatchObject({ chattering: true, occurrences: 3, response: "ack", process: "active" });
    expect(rings(flapping)).toBe(false);
  });

  test("of P1 rings each time", () => {
    const urgent = { ...standing, priority: 1 } as const;
    const flapping = alertAfter(
      at(0, { ...raised, ...urgent } as Change),
      at(10, returned),
      at(20, { ...again, ...urgent } as Change),
      at(25, { type: "acknowledged" }),
      at(30, returned),
      at(40, { ...again, ...urgent } as Change),
    );
    expect(flapping).toMatchObject({ chattering: true, response: "unack" });
  });

  test("slower flips are no chatter", () => {
    expect(alertAfter(...quick, at(80, returned))).toMatchObject({ chattering: false });
  });
});

test("an alert that once was P1 needs a note even when it leaves by the lowest level", () => {
  const up: Change = { type: "level_changed", up: true, ...standing, level: "bd3", priority: 1 };
  const down: Change = { type: "level_changed", up: false, ...standing, level: "bd1", priority: 3 };
  const alert = alertAfter(raised, up, down, acknowledged, returned);
  expect(alert).toMatchObject({ priority: 3, worst: 1 });
  expect(apply(alert, { type: "closed", at: 9, actor: "user:an" })).toEqual({ reason: "note_required" });
});
