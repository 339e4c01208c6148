import { record as audit } from "#lib/audit/sql.ts";
import type { Client, Db } from "#lib/db/pool.ts";
import { checkThreshold } from "#lib/threshold/check.ts";
import { type DatedThresholdSet, subjectOf } from "#lib/threshold/model.ts";
import { assetOwner, saveThresholdSet, thresholdBySubject } from "#lib/threshold/sql.ts";
import { can } from "#lib/user/can.ts";
import { actorOf, type Identity, type Person } from "#lib/user/model.ts";
import { isOwnPassword } from "#lib/user/sql/password.ts";
import { agenciesAimedAt, type CheckRefusal, checkRule } from "./check.ts";
import { ruleKindById } from "./kinds/catalog.ts";
import type { Rule, Target } from "./model.ts";
import {
  type ChangedBy,
  type Content,
  decide,
  type Noun,
  type Proposal,
  type ProposalAct,
  type ProposalFacts,
  type ProposalRefusal,
} from "./proposal.ts";
import { allAims } from "./sql/aim.ts";
import { seesAny } from "./sql/list.ts";
import { insertProposal, lockProposal, newestTrial, saveProposal } from "./sql/proposal.ts";
import { ruleById, upsertRule } from "./sql.ts";
import { canTry } from "./trial.ts";

export type ChangeRefusal =
  | CheckRefusal
  | {
      reason: ProposalRefusal | "beyond_agency" | "unknown_proposal" | "password_not_own";
      issues?: undefined;
    };
type Owners = (string | null)[];

/** What can be changed by proposals: how it is checked, found and written. */
type Changeable = {
  check(db: Db, input: unknown): Promise<{ content: Content; subject: string } | CheckRefusal>;
  current(db: Db, subject: string): Promise<Content | null>;
  /** The agencies of what the contents concern; null for what is nobody's. */
  owners(db: Db, contents: readonly Content[]): Promise<Owners>;
  write(client: Client, content: Content, by: ChangedBy): Promise<unknown>;
  triable(content: Content): boolean;
};

const CHANGEABLE: { [noun in Noun]: Changeable } = {
  rule: {
    async check(db, input) {
      const checked = await checkRule(db, input);
      return "reason" in checked ? checked : { content: checked.content, subject: checked.content.id };
    },
    async current(db, subject) {
      const rule = await ruleById(db, subject);
      return rule ? contentOf(rule) : null;
    },
    async owners(db, contents) {
      return agenciesAimedAt(
        contents.map((content) => content.target as Target),
        await allAims(db),
      );
    },
    write: (client, content, by) => upsertRule(client, content as Omit<Rule, "version">, by),
    triable({ kind }) {
      const found = ruleKindById(String(kind));
      return found !== undefined && canTry(found.over);
    },
  },
  threshold: {
    async check(db, input) {
      const checked = await checkThreshold(db, input);
      return "reason" in checked
        ? checked
        : { content: checked.content, subject: subjectOf(checked.content) };
    },
    current: async (db, subject) => (await thresholdBySubject(db, subject)) ?? null,
    async owners(db, contents) {
      const owners = new Set<string | null>();
      for (const { assetId } of contents as DatedThresholdSet[])
        owners.add(assetId === null ? null : ((await assetOwner(db, assetId))?.agencyId ?? null));
      return [...owners];
    },
    write: (client, content, by) => saveThresholdSet(client, content as DatedThresholdSet, by),
    triable: () => true,
  },
};

export type Wish = { noun: Noun; content: unknown; why: string; restores?: number; submit: boolean };
type By = { who: Person; now: number };

/** Writes a draft, and proposes it at once where the wish says so. A refusal changes nothing and is written down. */
export async function begin(client: Client, wish: Wish, by: By): Promise<Proposal | ChangeRefusal> {
  const outcome = await attemptBegin(client, wish, by);
  const object = `${wish.noun}:${"reason" in outcome ? idIn(wish.content) : outcome.subject}`;
  await note(client, { noun: wish.noun, object, ask: wish.submit ? "propose" : "draft", outcome, by });
  return outcome;
}

async function attemptBegin(client: Client, wish: Wish, { who, now }: By): Promise<Proposal | ChangeRefusal> {
  const { noun, why, restores = null } = wish;
  if (!can(who, "rule.propose")) return { reason: "not_allowed" };
  const checked = await CHANGEABLE[noun].check(client, wish.content);
  if ("reason" in checked) return checked;
  const { content, subject } = checked;
  await lockSubject(client, noun, subject);
  const base = await CHANGEABLE[noun].current(client, subject);
  if (!(await isWithin(client, { noun, contents: base ? [content, base] : [content] }, who)))
    return { reason: "beyond_agency" };
  const draft = { noun, subject, content, base, why: why.trim(), restores, proposedBy: actorOf(who) };
  if (!wish.submit) return insertProposal(client, draft);
  const facts = await factsOf(client, { noun, subject, content }, { who, now });
  const refused = decide({ ...UNBORN, ...draft }, { type: "propose" }, facts);
  if ("reason" in refused) return refused;
  const proposed = { ...refused, id: (await insertProposal(client, draft)).id };
  await saveProposal(client, proposed);
  return proposed;
}

/** A proposal as it is before it has a row: what is refused leaves none behind. */
const UNBORN = {
  id: 0,
  state: "draft",
  trial: null,
  proposedAt: 0,
  decidedBy: null,
  decidedAt: null,
  decision: null,
  seq: 0,
} as const;

export type Step = { noun: Noun; id: number; act: ProposalAct };

/** Takes a proposal further; an approved one holds with the transaction. A refusal changes nothing and is written down. */
export async function take(client: Client, step: Step, by: By): Promise<Proposal | ChangeRefusal> {
  const proposal = await lockProposal(client, step.id);
  if (!proposal || proposal.noun !== step.noun || !(await sees(client, proposal, by.who)))
    return { reason: "unknown_proposal" };
  const outcome = await attempt(client, { proposal, act: step.act, by });
  const { noun, subject } = proposal;
  await note(client, { noun, object: `${noun}:${subject}`, ask: step.act.type, outcome, by, id: step.id });
  return outcome;
}

/** Drafts are their author's; what is proposed is seen by those who see what it concerns. */
async function sees(db: Db, { noun, state, proposedBy, content }: Proposal, who: Person): Promise<boolean> {
  if (proposedBy === actorOf(who)) return true;
  return state !== "draft" && seesAny(who, await CHANGEABLE[noun].owners(db, [content]));
}

type Attempt = { proposal: Proposal; act: ProposalAct; by: By };

async function attempt(client: Client, { proposal, act, by }: Attempt): Promise<Proposal | ChangeRefusal> {
  const { noun, subject } = proposal;
  await lockSubject(client, noun, subject);
  const wanted = await wantedBy(client, proposal, act);
  if ("reason" in wanted) return wanted;
  const asked = act.type === "edit" ? { ...act, content: wanted.content } : act;
  const facts = await factsOf(client, { noun, subject, content: wanted.content }, by);
  const next = decide(proposal, asked, facts);
  if ("reason" in next) return next;
  if (!(await isOwn(client, next, by.who))) return { reason: "beyond_agency" };
  if (next.state === "approved" && !(await isOwnPassword(client, by.who.userId)))
    return { reason: "password_not_own" };
  await saveProposal(client, next);
  if (next.state === "approved") await CHANGEABLE[noun].write(client, next.content, changedBy(next));
  return next;
}

/** The content that the act is about: what an edit brings is checked as at first, what is approved once more. */
async function wantedBy(
  client: Client,
  { noun, subject, content }: Proposal,
  act: ProposalAct,
): Promise<{ content: Content } | CheckRefusal> {
  if (act.type !== "edit" && act.type !== "approve" && act.type !== "propose") return { content };
  const checked = await CHANGEABLE[noun].check(client, act.type === "edit" ? act.content : content);
  if ("reason" in checked) return checked;
  if (checked.subject !== subject)
    return { reason: noun === "rule" ? "invalid_rule" : "invalid_limits", issues: [] };
  return checked;
}

async function isOwn(db: Db, { noun, content, base, state }: Proposal, who: Person): Promise<boolean> {
  if (state === "approved" || state === "rejected" || state === "withdrawn") return true;
  return isWithin(db, { noun, contents: base ? [content, base] : [content] }, who);
}

/** Whether all that these contents concern is somebody's to change, and so to try: an agency's is its own. */
export async function isWithin(
  db: Db,
  { noun, contents }: { noun: Noun; contents: readonly Content[] },
  who: Identity,
): Promise<boolean> {
  const owners = await CHANGEABLE[noun].owners(db, contents);
  return owners.every((agencyId) => can(who, "rule.propose", { agencyId }));
}

type About = Pick<Proposal, "noun" | "subject" | "content">;

async function factsOf(db: Db, { noun, subject, content }: About, { who, now }: By): Promise<ProposalFacts> {
  return {
    who: { actor: actorOf(who), mayPropose: can(who, "rule.propose"), mayApprove: can(who, "rule.approve") },
    now,
    current: await CHANGEABLE[noun].current(db, subject),
    trial: await newestTrial(db, noun, content),
    triable: CHANGEABLE[noun].triable(content),
  };
}

function changedBy({ proposedBy, decidedBy, id, trial }: Proposal): ChangedBy {
  return { proposedBy, approvedBy: decidedBy, proposalId: id, trial };
}

/** Two proposals about one thing are decided one after the other. */
async function lockSubject(client: Client, noun: Noun, subject: string): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 76))", [`${noun}:${subject}`]);
}

type Noted = {
  noun: Noun;
  object: string;
  ask: string;
  outcome: Proposal | ChangeRefusal;
  by: By;
  id?: number;
};

async function note(client: Client, { noun, object, ask, outcome, by, id }: Noted): Promise<void> {
  const refused = "reason" in outcome;
  const detail = refused
    ? { ask, reason: outcome.reason, proposal: id }
    : { proposal: outcome.id, state: outcome.state, why: outcome.decision ?? outcome.why };
  await audit(client, {
    actor: actorOf(by.who),
    action: `${noun}.${refused ? "refused" : ask}`,
    object,
    detail,
  });
}

function idIn(content: unknown): string {
  const { id, metricId } = (content ?? {}) as { id?: unknown; metricId?: unknown };
  return String(id ?? metricId ?? "").slice(0, 64);
}

export function contentOf({ version: _, ...content }: Rule): Content {
  return content;
}
