import { wordsOf } from "#lib/alert/measure.ts";
import { type AlertRow, type Display, displayOf } from "#lib/alert/model.ts";
import type { Format } from "#lib/i18n/format.ts";
import { findText, type Language, type Translate } from "#lib/i18n/model.ts";
import type { MarkLook } from "./PriorityMark.tsx";

export type Speech = { language: Language; t: Translate; format: Format };

export function titleOf(row: AlertRow, language: Language): string {
  return language === "vi" ? row.titleVi : row.titleEn;
}

/** Station or feed that it is about. */
export function objectOf(row: AlertRow, language: Language): string {
  if (row.subject?.what === "record" && row.subject.title) return row.subject.title;
  const group = row.subject?.what === "group" && row.subject.nameVi ? row.subject : null;
  // Records that were counted together are named by their type.
  const counted = group && findText(language, `record.${group.nameVi}`);
  if (counted) return counted;
  const named = group ?? row.asset ?? row.feed;
  if (!named) return row.subject ? titleOf(row, language) : row.object;
  return language === "vi" ? named.nameVi : named.nameEn;
}

/** Value and limit with units; empty where the rule measures nothing. */
export function measureOf(row: AlertRow, { t, format }: Speech): string {
  const { metric, value, limit, expectedAt } = row;
  if (!metric) return wordsOf(row, { t, format });
  const say = (x: number) => format.quantity(x, metric.unit, metric.decimals);
  const parts: string[] = [];
  if (value !== null) parts.push(measured(row, { t, format }));
  if (limit !== null && value !== null) parts.push(t("alert.limit", { limit: say(limit) }));
  if (expectedAt && row.process !== "returned")
    parts.push(t("alert.expected", { time: format.clock(expectedAt) }));
  return parts.join(" · ");
}

/** The value that it stands at, with its unit; how long it has been silent; empty where the rule measures nothing. */
export function measured(row: AlertRow, { t, format }: Omit<Speech, "language">): string {
  const { metric, value, ruleKind, limit } = row;
  if (metric && value !== null) {
    const said = format.quantity(value, metric.unit, metric.decimals);
    // How far it moved is not where it stands.
    return ruleKind === "rate" ? t("alert.changed", { value: said }) : said;
  }
  if (metric) return "";
  const isSilence = ruleKind === "silence" || ruleKind === "lost-contact";
  if (isSilence) return limit === null ? "" : format.span(limit * 1000);
  return wordsOf(row, { t, format });
}

/** Its state in words; once somebody has it, who. */
export function stateOf(row: AlertRow, { t, format }: Speech): string {
  const display = displayOf(row);
  if (display === "taken" && row.ackedName && row.ackedAt !== null) {
    return t("alert.takenBy", { name: row.ackedName, time: format.clock(row.ackedAt) });
  }
  return t(`alert.state.${display}`);
}

/** What the state table of the display calls for. */
const LOOKS: Record<Display, MarkLook> = {
  new: "flashing",
  returned: "outline",
  taken: "solid",
  to_close: "faded",
  closed: "faded",
  shelved: "faded",
  suppressed: "faded",
  maintenance: "faded",
  pending: "faded",
};

export function lookOf(row: AlertRow): MarkLook {
  return LOOKS[displayOf(row)];
}
