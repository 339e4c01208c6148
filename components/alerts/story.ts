import type { ChangeOf, ChangeType, NamedEvent } from "#lib/alert/event.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import type { Facts } from "#lib/alert/phrases.ts";
import { phraseOf, whatOf } from "#lib/alert/sentence.ts";
import type { Speech } from "./words.ts";

/** What a line of the timeline says beside its time. `words`: what a person wrote, as they wrote it. */
export type Story = { what: string; more: string; words: string; who: string };

export type Setting = Speech & {
  alert: AlertRow;
  now: number;
  /** Name of an agency; its id where it is unknown. */
  agency(id: string): string;
};

export function storyOf(event: NamedEvent, setting: Setting): Story {
  const { t } = setting;
  const tell = TELL[event.type] as Tell<ChangeType> | undefined;
  const told = tell?.(event, setting) ?? {};
  return {
    what: t(`event.${event.type}`),
    more: told.more ?? "",
    words: told.words ?? "",
    who: whoDid(event, setting),
  };
}

function whoDid({ actor, actorName }: NamedEvent, { t }: Setting): string {
  if (actorName) return actorName;
  if (actor.startsWith("rule:")) return t("event.byRule");
  return t(actor.startsWith("user:") ? "event.bySomeone" : "event.byJob");
}

type Told = { more?: string; words?: string };
type Of<T extends ChangeType> = ChangeOf<T> & Pick<NamedEvent, "at" | "aboutName">;
type Tell<T extends ChangeType> = (event: Of<T>, setting: Setting) => Told;

/** Kinds that are left out say all by their name. */
const TELL: { [T in ChangeType]?: Tell<T> } = {
  pending: (standing, s) => ({ more: measure(standing, s) }),
  raised: (standing, s) => ({ more: measure(standing, s) }),
  reactivated: (standing, s) => ({ more: measure(standing, s) }),
  level_changed: ({ up, priority, ...standing }, s) => {
    const named = s.t("priority.label", { n: priority, name: s.t(`priority.${priority}`) });
    const way = s.t(up ? "story.up" : "story.down", { priority: named });
    return { more: join(way, measure(standing, s)) };
  },
  peaked: ({ peak, expectedAt }, s) => ({ more: measure({ value: peak, expectedAt }, s) }),
  resumed: ({ value }, s) => ({ more: measure({ value }, s) }),
  returned: ({ value }, s) => ({ more: measure({ value }, s) }),
  withdrawn: ({ reason }, { t }) => ({ more: t(`story.withdrawn.${reason}`) }),

  acknowledged: ({ note }) => ({ words: note }),
  unacknowledged: ({ reason }, { t }) => ({ more: t(`story.${reason}`) }),
  progress_started: ({ note }) => ({ words: note }),
  noted: ({ text }) => ({ words: text }),
  assigned: ({ to, aboutName }, { t }) => ({
    more: to === null ? t("story.toNobody") : t("story.to", { name: aboutName ?? t("event.bySomeone") }),
  }),
  ordered: ({ to, text, aboutName }, { t }) => ({
    more: t("story.to", {
      name: to === null ? t("story.dutyRoom") : (aboutName ?? t("event.bySomeone")),
    }),
    words: text,
  }),
  step_done: ({ step, text }, { t }) => ({ more: t("story.step", { n: step + 1 }), words: text }),
  step_undone: ({ step }, { t }) => ({ more: t("story.step", { n: step + 1 }) }),
  escalated: ({ step }, { t }) => ({ more: t("story.escalation", { n: step }) }),
  closed: ({ note }) => ({ words: note }),

  shelved: ({ until, why, second, aboutName }, { t, format, now }) => {
    const end = t("story.until", { time: format.moment(until, now) });
    const asked = second && t("story.askedBy", { name: aboutName ?? t("event.bySomeone") });
    return { more: join(end, asked), words: why };
  },
  unshelved: ({ reason }, { t }) => ({ more: t(`story.${reason}`) }),
  shelf_asked: ({ until, why }, { t, format, now }) => ({
    more: t("story.until", { time: format.moment(until, now) }),
    words: why,
  }),
  shelf_denied: ({ why }) => ({ words: why }),
  suppressed: ({ why }) => ({ words: why }),
  maintenance_started: ({ until, order }, { t, format, now }) => ({
    more: until === null ? "" : t("story.until", { time: format.moment(until, now) }),
    words: order,
  }),
  maintenance_ended: ({ reason }, { t }) => ({ more: t(`story.${reason}`) }),
  shared: (event, { agency }) => ({ more: agency(event.with) }),
  unshared: (event, { agency }) => ({ more: agency(event.with) }),
  attached: ({ incident }, { t }) => ({ more: t("story.incident", { id: incident }) }),
  detached: ({ incident }, { t }) => ({ more: t("story.incident", { id: incident }) }),
};

/** What the event itself says, in the words of its kind; its limit only where it names one. */
function measure(said: Partial<Facts>, { alert, ...speech }: Setting): string {
  const { ruleKind, ruleParams, metric, level } = alert;
  const facts = { ruleKind, ruleParams, metric, level, value: null, limit: null, expectedAt: null, ...said };
  return said.limit === undefined ? phraseOf(facts, speech) : whatOf(facts, speech);
}

function join(...parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join(" · ");
}
