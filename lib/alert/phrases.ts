import type { Format } from "#lib/i18n/format.ts";
import { findText, type Language, type Translate } from "#lib/i18n/model.ts";
import { levelText, spanText } from "#lib/rule/words.ts";
import type { AlertRow } from "./model.ts";

/** `now`: ms; what was expected before it is never told as if it were to come. */
export type Speech = { language: Language; t: Translate; format: Format; now: number };

/** What is told, at one moment of an alert's life: as it stands, or as one event of its log has it. */
export type Facts = Pick<AlertRow, "ruleKind" | "ruleParams" | "metric" | "value" | "limit" | "level"> & {
  expectedAt?: number | null;
};

type Phrase = (facts: Facts, speech: Speech) => string;
/** `short`: for the cell of a list, without the name of what is measured; `what`: with it, and against which limit. */
type Kind = { short: Phrase; what: Phrase };

/** A kind that says the same in a list and in a sentence. */
const same = (phrase: Phrase): Kind => ({ short: phrase, what: phrase });

/** What each kind of rule says; a test walks the registry of kinds. */
export const PHRASES: { [ruleKind: string]: Kind } = {
  threshold: {
    short: valueText,
    what: (facts, s) => against(join(nameOf(facts, s), valueText(facts, s)), facts, s),
  },
  rate: { short: rateText, what: (facts, s) => above(join(nameOf(facts, s), rateText(facts, s)), facts, s) },
  deviation: { short: valueText, what: unusualText },
  forecast: {
    short: (facts, s) => expectedText(reachText(facts, s), facts, s),
    what: (facts, s) => {
      const reach = facts.value === null ? reachText(facts, s) : against(reachText(facts, s), facts, s);
      return expectedText(join(nameOf(facts, s), reach), facts, s);
    },
  },
  frozen: { short: frozenText, what: (facts, s) => join(nameOf(facts, s), frozenLong(facts, s)) },
  silence: lasting("say.silent"),
  "lost-contact": lasting("say.lost"),
  vote: same(voteText),
  quality: {
    short: qualityText,
    what: (facts, s) => bounded(qualityText(facts, s), facts, s),
  },
  record: same(recordText),
  zone: same(zoneText),
};

function valueText({ value, metric }: Facts, { format }: Speech): string {
  return value === null ? "" : quantity(value, metric, format);
}

/** How far it moved is not where it stands. */
function rateText({ value, metric, ruleParams }: Facts, { language, t, format }: Speech): string {
  if (value === null) return "";
  const key = ruleParams.direction === "falling" ? "say.fell" : "say.rose";
  const said = t(key, { value: quantity(value, metric, format) });
  const minutes = number(ruleParams.windowMin);
  return minutes === null ? said : t("say.within", { what: said, span: spanText(minutes * 60, language) });
}

function unusualText(facts: Facts, s: Speech): string {
  const { value, limit, metric } = facts;
  const what = join(nameOf(facts, s), valueText(facts, s));
  if (value === null || limit === null) return what;
  const key = value >= limit ? "say.unusual.high" : "say.unusual.low";
  return s.t(key, { what, limit: quantity(limit, metric, s.format) });
}

function reachText(facts: Facts, { language, t, format }: Speech): string {
  const { value, metric, ruleParams } = facts;
  const isLow = ruleParams.direction === "below";
  if (value === null) {
    const limit = limitText(facts, { language, t, format });
    return limit ? t(isLow ? "say.fallsTo" : "say.risesTo", { value: limit }) : "";
  }
  return t(isLow ? "say.fallsTo" : "say.risesTo", { value: quantity(value, metric, format) });
}

function expectedText(reach: string, { expectedAt = null }: Facts, s: Speech): string {
  if (reach === "") return "";
  const what = lower(reach);
  if (expectedAt === null) return s.t("say.forecast", { what });
  const key = expectedAt > s.now ? "say.forecastAt" : "say.forecastPassed";
  return s.t(key, { what, time: momentOf(expectedAt, s) });
}

function frozenText(facts: Facts, s: Speech): string {
  return facts.value === null ? s.t("say.frozen") : s.t("say.frozenAt", { value: valueText(facts, s) });
}

function frozenLong(facts: Facts, s: Speech): string {
  const count = number(facts.ruleParams.intervals);
  const what = frozenText(facts, s);
  return count === null ? what : s.t("say.frozenFor", { what, count });
}

/** A limit in seconds that has passed without a word. */
function lasting(key: "say.silent" | "say.lost"): Kind {
  const said: Phrase = ({ limit }, { t, language }) =>
    limit === null ? "" : t(key, { span: spanText(Math.round(limit), language) });
  return { short: said, what: (facts, s) => join(nameOf(facts, s), said(facts, s), ": ") };
}

function voteText(facts: Facts, s: Speech): string {
  const { value: count, ruleParams } = facts;
  if (count === null) return "";
  const limit = limitText({ ...facts, limit: number(ruleParams.value) }, s);
  return s.t(ruleParams.direction === "below" ? "say.votesBelow" : "say.votes", { count, limit });
}

const QUALITY = ["refused", "suspect", "duplicates", "incomplete"] as const;

function qualityText({ value, level }: Facts, { t, format }: Speech): string {
  const key = QUALITY.find((one) => one === level);
  return value === null || !key ? "" : t(`say.quality.${key}`, { share: format.percent(value / 100, 1) });
}

function bounded(what: string, { limit, level }: Facts, { t, format }: Speech): string {
  if (what === "" || limit === null) return what;
  return t(level === "incomplete" ? "say.atLeast" : "say.atMost", {
    what,
    limit: format.percent(limit / 100),
  });
}

function recordText({ value, limit, level, ruleParams }: Facts, { language, t }: Speech): string {
  if (level === "beyond") return t("say.records", { count: value ?? 0, most: limit ?? 0 });
  const overdue = ruleParams.overdue === true ? t("say.overdue") : "";
  if (value === null) return overdue;
  const name = lower(findText(language, `severity.${value}`) ?? String(value));
  return join(overdue, t("say.severity", { severity: name }), ", ");
}

function zoneText({ value, level, limit, ruleParams }: Facts, { language, t, format }: Speech): string {
  if (value === null) return "";
  const metres = format.quantity(Math.abs(value), "m");
  if (value < 0) {
    if (level !== "near" || limit === null) return t("say.zone.edge", { metres });
    return t("say.zone.near", { metres, buffer: format.quantity(Math.abs(limit), "m") });
  }
  const minutes = number(ruleParams.minutes);
  if (ruleParams.when === "stays" && minutes !== null)
    return t("say.zone.stays", { span: spanText(minutes * 60, language) });
  return t(ruleParams.when === "leaves" ? "say.zone.outside" : "say.zone.inside", { metres });
}

function against(what: string, facts: Facts, s: Speech): string {
  if (facts.ruleParams.direction !== "below") return above(what, facts, s);
  const limit = limitText(facts, s);
  return what && limit ? s.t("say.below", { what, limit }) : what;
}

function above(what: string, facts: Facts, s: Speech): string {
  const limit = limitText(facts, s);
  return what && limit ? s.t("say.above", { what, limit }) : what;
}

/** Flood levels have names that everybody knows: "báo động II (7,00 m)"; other limits are numbers. */
function limitText(
  { level, limit, metric }: Facts,
  { language, t, format }: Pick<Speech, "language" | "t" | "format">,
): string {
  const said = limit === null ? "" : quantity(limit, metric, format);
  const name = /^bd\d/.test(level ?? "") ? levelText(level as string, language) : "";
  if (name) return said ? `${lower(name)} (${said})` : lower(name);
  return said && t("say.limit", { limit: said });
}

function nameOf({ metric }: Facts, { language }: Speech): string {
  return metric ? (language === "vi" ? metric.nameVi : metric.nameEn) : "";
}

export function quantity(value: number, metric: Facts["metric"], format: Format): string {
  if (metric) return format.quantity(value, metric.unit, metric.decimals);
  return format.number(value, Number.isInteger(value) ? 0 : 2);
}

/** Local clock; with the date where it is not that of now. */
export function momentOf(ms: number, { format, now }: Pick<Speech, "format" | "now">): string {
  return format.date(ms) === format.date(now) ? format.clock(ms) : `${format.clock(ms)} ${format.date(ms)}`;
}

function number(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

export function join(a: string, b: string, by = " "): string {
  return a && b ? `${a}${by}${b}` : a || b;
}

/** Within a sentence; PM2.5 and AQI keep their capitals. */
export function lower(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
