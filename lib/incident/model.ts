import type { Actor, Display, Priority } from "#lib/alert/model.ts";
import { basinWords } from "#lib/asset/basin.ts";

/** Alerts that have one cause, answered together. Open until all of them are closed, or somebody closes it. */
export type IncidentRow = {
  id: number;
  nameVi: string;
  nameEn: string;
  /** The cause group that it gathers, `<what>:<which>`; null: opened by hand. */
  group: string | null;
  simulated: boolean;
  openedAt: number;
  closedAt: number | null;
  /** The most urgent priority that any of its alerts ever had; null while it has none. */
  worst: Priority | null;
  /** Its alerts by what the screen calls their state; states without alerts are not listed. */
  counts: { [display in Display]?: number };
  total: number;
  /** Those that own one of its alerts or see it shared. */
  agencies: string[];
  /** The alert that was first of all: often the cause, or the nearest to it; null also for who does not see that one. */
  firstOut: FirstOut | null;
  /** When an alert joined it last. */
  newestAt: number;
};

export type FirstOut = {
  alertId: number;
  titleVi: string;
  titleEn: string;
  /** Of the asset, else of the feed. */
  objectVi: string | null;
  objectEn: string | null;
  priority: Priority;
  raisedAt: number;
};

export type IncidentChange =
  | { type: "opened" }
  | { type: "attached"; alertId: number }
  | { type: "detached"; alertId: number }
  | { type: "renamed"; nameVi: string; nameEn: string }
  /** `into`: it went into that one; `from`: that one came into it. */
  | { type: "merged"; into: number }
  | { type: "merged"; from: number }
  | { type: "closed"; note: string | null };

/** As stored. `actorName`: null for rules and jobs. */
export type IncidentEvent = IncidentChange & {
  id: number;
  at: number;
  recordedAt: number;
  actor: Actor;
  actorName: string | null;
};

export type HiddenCount = {
  count: number;
  /** Since when the longest hidden one has been so, ms; null when there is none. */
  since: number | null;
  byPriority: { [priority in Priority]: number };
};

/** What is hidden is counted everywhere: nothing disappears. */
export type HiddenCounts = {
  shelved: HiddenCount;
  suppressed: HiddenCount;
  maintenance: HiddenCount;
  /** Series that are silent because their whole feed is: the feed's alert stands for them. */
  symptoms: { series: number; feeds: number; since: number | null };
};

/** What the kinds of cause groups are called; `name` is that of the basin, unit, feed, asset or feeder. */
const GROUP_WORDS: { [what: string]: (name: string) => { vi: string; en: string } } = {
  basin: basinWords,
  unit: (name) => ({ vi: name, en: name }),
  feed: (name) => ({ vi: `Nguồn ${name}`, en: `Feed ${name}` }),
  asset: (name) => ({ vi: name, en: name }),
  feeder: (name) => ({ vi: `Đường dây ${name}`, en: `Power line ${name}` }),
};

/** The name of an incident until somebody gives it another. `known`: what the register calls the thing. */
export function nameOfGroup(group: string, known: { vi: string; en: string } | null) {
  const at = group.indexOf(":");
  const which = group.slice(at + 1);
  const words = GROUP_WORDS[group.slice(0, at)] ?? ((name: string) => ({ vi: name, en: name }));
  return { vi: words(known?.vi ?? which).vi, en: words(known?.en ?? which).en };
}

/** Why an act on an incident was refused. Texts: catalogue keys `refusal.<reason>`. */
export const INCIDENT_REFUSALS = [
  "unknown_alert",
  "unknown_incident",
  "incident_closed",
  "mixed_simulation",
  "other_incident",
  "same_incident",
] as const;
export type IncidentRefusal = (typeof INCIDENT_REFUSALS)[number];

export function hiddenTotal({ shelved, suppressed, maintenance, symptoms }: HiddenCounts): number {
  return shelved.count + suppressed.count + maintenance.count + symptoms.series;
}
