/**
 * A change of a rule or of limits, from its draft until it holds: pure, and the only place that knows who may take it
 * further and why not. What is changed stands in `content`; what it was when the proposal was written, in `base`.
 */
export const PROPOSAL_STATES = ["draft", "proposed", "approved", "rejected", "withdrawn"] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

export type Noun = "rule" | "threshold";
export type Content = { [field: string]: unknown };

export type Proposal = {
  id: number;
  noun: Noun;
  /** Id of the rule, or key of the threshold set. */
  subject: string;
  state: ProposalState;
  content: Content;
  base: Content | null;
  why: string;
  /** The version that it brings back. */
  restores: number | null;
  trial: TrialSummary | null;
  proposedBy: string;
  proposedAt: number;
  decidedBy: string | null;
  decidedAt: number | null;
  decision: string | null;
  /** Grows with every change. */
  seq: number;
};

/** What remains of a trial: enough to judge a proposal by. Times in ms. */
export type TrialSummary = {
  at: number;
  by: string;
  from: number;
  to: number;
  /** Objects that were judged, and alerts that would have been raised. */
  objects: number;
  alerts: number;
  byPriority: { [priority: string]: number };
  /** Local day → alerts. */
  perDay: { [day: string]: number };
  /** There was more than could be listed or judged. */
  truncated: boolean;
};

/** With the names of people, for screens. */
export type NamedProposal = Proposal & { proposedName: string | null; decidedName: string | null };

/** Through whom a version came to hold. `approvedBy` null: written by set-up, not agreed between people. */
export type ChangedBy = {
  proposedBy: string;
  approvedBy: string | null;
  proposalId: number | null;
  trial: TrialSummary | null;
};

export type Version = ChangedBy & {
  version: number;
  content: Content;
  at: number;
  proposedName: string | null;
  approvedName: string | null;
};

export type ProposalAct =
  | { type: "edit"; content: Content; why: string }
  | { type: "propose" }
  | { type: "withdraw" }
  | { type: "approve"; text: string }
  | { type: "reject"; text: string }
  | { type: "rebase" };

export const PROPOSAL_REFUSALS = [
  "not_allowed",
  "not_yours",
  "second_person",
  "already_decided",
  "not_a_draft",
  "not_proposed",
  "why_required",
  "nothing_changed",
  "base_changed",
  "trial_required",
  "nothing_to_rebase",
] as const;
export type ProposalRefusal = (typeof PROPOSAL_REFUSALS)[number];

/** What is so when somebody acts. */
export type ProposalFacts = {
  who: { actor: string; mayPropose: boolean; mayApprove: boolean };
  now: number;
  /** As it is now; null: there is none. */
  current: Content | null;
  /** The newest trial of exactly this content. */
  trial: TrialSummary | null;
  /** Whether its kind can be tried on history at all. */
  triable: boolean;
};

/** A trial older than this says nothing about today. */
export const TRIAL_MAX_AGE_MS = 24 * 3_600_000;
/** What a change is judged by before it holds: so long a history. */
export const TRIAL_SPAN_MS = 30 * 86_400_000;

export function decide(
  proposal: Proposal,
  act: ProposalAct,
  facts: ProposalFacts,
): Proposal | { reason: ProposalRefusal } {
  const reason = objection(proposal, act, facts);
  if (reason) return { reason };
  return { ...proposal, ...outcome(proposal, act, facts), seq: proposal.seq + 1 };
}

function objection(proposal: Proposal, act: ProposalAct, facts: ProposalFacts): ProposalRefusal | undefined {
  const { who } = facts;
  const decides = act.type === "approve" || act.type === "reject";
  if (decides ? !who.mayApprove : !who.mayPropose) return "not_allowed";
  if (!decides && who.actor !== proposal.proposedBy) return "not_yours";
  if (proposal.state !== "draft" && proposal.state !== "proposed") return "already_decided";
  switch (act.type) {
    case "edit":
      return proposal.state === "draft" ? undefined : "not_a_draft";
    case "propose":
      return objectionToProposing(proposal);
    case "approve":
    case "reject":
      return objectionToDeciding(proposal, act, facts);
    case "rebase":
      return isSame(proposal.base, facts.current) ? "nothing_to_rebase" : undefined;
    case "withdraw":
      return undefined;
  }
}

function objectionToProposing({ state, why, content, base }: Proposal): ProposalRefusal | undefined {
  if (state !== "draft") return "not_a_draft";
  if (why.trim() === "") return "why_required";
  return base !== null && isSame(content, base) ? "nothing_changed" : undefined;
}

type Deciding = Extract<ProposalAct, { type: "approve" | "reject" }>;

function objectionToDeciding(
  proposal: Proposal,
  { type, text }: Deciding,
  facts: ProposalFacts,
): ProposalRefusal | undefined {
  if (proposal.state !== "proposed") return "not_proposed";
  if (facts.who.actor === proposal.proposedBy) return "second_person";
  if (text.trim() === "") return "why_required";
  if (type === "reject") return undefined;
  if (!isSame(proposal.base, facts.current)) return "base_changed";
  if (!facts.triable || !needsTrial(proposal)) return undefined;
  return counts(facts.trial, facts.now) ? undefined : "trial_required";
}

function outcome(proposal: Proposal, act: ProposalAct, facts: ProposalFacts): Partial<Proposal> {
  const decided = { decidedBy: facts.who.actor, decidedAt: facts.now };
  switch (act.type) {
    case "edit":
      return { content: act.content, why: act.why, trial: facts.trial };
    case "propose":
      return { state: "proposed", proposedAt: facts.now, trial: facts.trial };
    case "withdraw":
      return { state: "withdrawn" };
    case "approve":
      return { state: "approved", ...decided, decision: act.text.trim(), trial: facts.trial };
    case "reject":
      return { state: "rejected", ...decided, decision: act.text.trim() };
    case "rebase": {
      const content = rebased(proposal, facts.current).content;
      return { state: "draft", content, base: facts.current, trial: null };
    }
  }
}

/** What does not ring needs no trial: a rule that is or becomes disabled. */
export function needsTrial({ noun, content }: Pick<Proposal, "noun" | "content">): boolean {
  return noun !== "rule" || content.enabled === true;
}

/** Whether a trial is recent and long enough to approve by. */
export function counts(trial: TrialSummary | null, now: number): boolean {
  return trial !== null && now - trial.at <= TRIAL_MAX_AGE_MS && trial.to - trial.from >= TRIAL_SPAN_MS;
}

/**
 * The proposal's changes upon what it is now. `conflicts`: fields that both changed, each its own way; the proposal's
 * stands, and the one who approves sees it in the difference.
 */
export function rebased(
  { base, content }: Pick<Proposal, "base" | "content">,
  current: Content | null,
): { content: Content; conflicts: string[] } {
  if (base === null || current === null) return { content, conflicts: [] };
  return merge({ base, mine: content, theirs: current }, "");
}

type Three = { base: Content; mine: Content; theirs: Content };

function merge({ base, mine, theirs }: Three, path: string): { content: Content; conflicts: string[] } {
  const content: Content = {};
  const conflicts: string[] = [];
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const [b, m, t] = [base[key], mine[key], theirs[key]];
    const at = path === "" ? key : `${path}.${key}`;
    if (isSame(m, b)) content[key] = t;
    else if (isSame(t, b) || isSame(t, m)) content[key] = m;
    else if (isFields(b) && isFields(m) && isFields(t)) {
      const inner = merge({ base: b, mine: m, theirs: t }, at);
      content[key] = inner.content;
      conflicts.push(...inner.conflicts);
    } else {
      content[key] = m;
      conflicts.push(at);
    }
    if (content[key] === undefined) delete content[key];
  }
  return { content, conflicts };
}

function isFields(value: unknown): value is Content {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** The same text for the same content, in whatever order its fields stand. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isFields(value)) return JSON.stringify(value) ?? "undefined";
  const fields = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${fields.join(",")}}`;
}
