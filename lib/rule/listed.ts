import type { NamedThresholdSet } from "#lib/threshold/model.ts";
import type { Rule } from "./model.ts";
import type { NamedProposal } from "./proposal.ts";

export type ListedRule = {
  rule: Rule;
  open: number;
  /** Alerts raised in the last 30 days. */
  recent: number;
  aims: { series: number; assets: number; feeds: number; records: number };
};
export type RuleList = { rules: ListedRule[]; waiting: NamedProposal[] };

export type ThresholdList = { sets: NamedThresholdSet[]; waiting: NamedProposal[] };
