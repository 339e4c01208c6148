import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { trialHash } from "./hash.ts";
import {
  type Content,
  canonical,
  decide,
  PROPOSAL_STATES,
  type Proposal,
  type ProposalAct,
  type ProposalFacts,
  rebased,
  TRIAL_MAX_AGE_MS,
  TRIAL_SPAN_MS,
  type TrialSummary,
} from "./proposal.ts";

const NOW = 1_800_000_000_000;
const trial: TrialSummary = {
  at: NOW - 1_000,
  by: "user:a",
  from: NOW - 1_000 - TRIAL_SPAN_MS,
  to: NOW - 1_000,
  objects: 3,
  alerts: 14,
  byPriority: { 2: 14 },
  perDay: {},
  truncated: false,
};
const base: Content = { id: "x", enabled: true, priority: 3, params: { a: 1, b: 1 } };
const proposal: Proposal = {
  id: 1,
  noun: "rule",
  subject: "x",
  state: "proposed",
  content: { ...base, priority: 2 },
  base,
  why: "vì",
  restores: null,
  trial: null,
  proposedBy: "user:a",
  proposedAt: NOW - 5_000,
  decidedBy: null,
  decidedAt: null,
  decision: null,
  seq: 2,
};
const facts: ProposalFacts = {
  who: { actor: "user:b", mayPropose: true, mayApprove: true },
  now: NOW,
  current: base,
  trial,
  triable: true,
};
const approve: ProposalAct = { type: "approve", text: "đã xem" };

describe("deciding", () => {
  test("keeps who, when, why and the trial", () => {
    expect(decide(proposal, approve, facts)).toEqual({
      ...proposal,
      state: "approved",
      decidedBy: "user:b",
      decidedAt: NOW,
      decision: "đã xem",
      trial,
      seq: 3,
    });
  });

  test.each([
    ["too old", { ...trial, at: NOW - TRIAL_MAX_AGE_MS - 1 }],
    ["too short", { ...trial, from: trial.to - TRIAL_SPAN_MS + 1 }],
    ["none", null],
  ])("needs a trial: %s is none", (_, given) => {
    expect(decide(proposal, approve, { ...facts, trial: given })).toEqual({ reason: "trial_required" });
    const untriable = { ...facts, trial: given, triable: false };
    expect(decide(proposal, approve, untriable)).toMatchObject({ state: "approved" });
    const off = { ...proposal, content: { ...proposal.content, enabled: false } };
    expect(decide(off, approve, { ...facts, trial: given })).toMatchObject({ state: "approved" });
    const limits = { ...off, noun: "threshold" as const };
    expect(decide(limits, approve, { ...facts, trial: given })).toEqual({ reason: "trial_required" });
  });

  test("whatever is tried in whatever order, nobody approves alone and what is decided stays so", () => {
    const acts = fc.constantFrom<ProposalAct>(
      approve,
      { type: "propose" },
      { type: "withdraw" },
      { type: "rebase" },
      { type: "reject", text: "không" },
      { type: "edit", content: { ...base, priority: 1 }, why: "khác" },
    );
    const people = fc.constantFrom("user:a", "user:b");
    const start = fc.constantFrom(...PROPOSAL_STATES.slice(0, 2));
    fc.assert(
      fc.property(
        start,
        fc.array(fc.tuple(acts, people, fc.boolean()), { maxLength: 20 }),
        (state, tries) => {
          let now: Proposal = { ...proposal, state };
          for (const [act, actor, moved] of tries) {
            const who = { ...facts.who, actor };
            const current = moved ? { ...base, latched: true } : base;
            const next = decide(now, act, { ...facts, who, current });
            if ("reason" in next) continue;
            expect(["draft", "proposed"]).toContain(now.state);
            expect(next.seq).toBe(now.seq + 1);
            if (next.state === "approved") {
              expect(actor).not.toBe(next.proposedBy);
              expect(canonical(next.base)).toBe(canonical(current));
            }
            now = next;
          }
        },
      ),
    );
  });
});

describe("rebasing", () => {
  const mine = { ...base, priority: 2, params: { a: 2, b: 1 } };

  test("takes over what only the rule changed, inside its params too", () => {
    const theirs = { ...base, latched: true, params: { a: 1, b: 5 } };
    expect(rebased({ base, content: mine }, theirs)).toEqual({
      content: { ...base, priority: 2, latched: true, params: { a: 2, b: 5 } },
      conflicts: [],
    });
  });

  test("names what both changed, and keeps the proposal's", () => {
    const theirs = { ...base, priority: 1, params: { a: 9, b: 1 } };
    expect(rebased({ base, content: mine }, theirs)).toEqual({
      content: mine,
      conflicts: ["priority", "params.a"],
    });
  });

  test("drops what the rule has dropped, and keeps what the proposal dropped away", () => {
    const { priority: _, ...without } = base;
    expect(rebased({ base, content: base }, without).content).toEqual(without);
    expect(rebased({ base, content: without }, { ...base, latched: true }).content).toEqual({
      ...without,
      latched: true,
    });
  });

  test("upon what has not changed is the proposal itself", () => {
    const content = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(content, content, (from, to) => {
        const clean = (c: object) => JSON.parse(JSON.stringify(c));
        expect(canonical(rebased({ base: clean(from), content: clean(to) }, clean(from)).content)).toBe(
          canonical(clean(to)),
        );
      }),
    );
  });
});

test("the hash is of what is tried: in any order of fields, enabled or not, and of nothing less", () => {
  const { enabled: _, ...rest } = base;
  expect(trialHash({ ...rest, enabled: false })).toBe(trialHash(base));
  expect(trialHash({ params: { b: 1, a: 1 }, priority: 3, id: "x" })).toBe(trialHash(base));
  expect(trialHash({ ...base, params: { a: 1, b: 2 } })).not.toBe(trialHash(base));
});
