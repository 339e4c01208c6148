import { type AlertRow, type Display, displayOf } from "#lib/alert/model.ts";
import type { Format } from "#lib/i18n/format.ts";
import type { Language, Translate } from "#lib/i18n/model.ts";
import type { MarkLook } from "./PriorityMark.tsx";

export type Speech = { language: Language; t: Translate; format: Format };

export function titleOf(row: AlertRow, language: Language): string {
  return language === "vi" ? row.titleVi : row.titleEn;
}

/** Station or feed that it is about. */
export function objectOf(row: AlertRow, language: Language): string {
  const named = row.asset ?? row.feed;
  if (!named) return row.object;
  return language === "vi" ? named.nameVi : named.nameEn;
}

/** Value and limit with units; empty where the rule measures nothing. */
export function measureOf(row: AlertRow, { t, format }: Speech): string {
  const { metric, value, limit } = row;
  if (!metric) return limit === null ? "" : t("alert.silent", { span: format.span(limit * 1000) });
  const say = (x: number) => format.quantity(x, metric.unit, metric.decimals);
  const parts: string[] = [];
  if (value !== null) parts.push(say(value));
  if (limit !== null && value !== null) parts.push(t("alert.limit", { limit: say(limit) }));
  return parts.join(" · ");
}

/** The value that it stands at, with its unit; how long it has been silent; empty where the rule measures nothing. */
export function measured(row: AlertRow, { format }: Speech): string {
  const { metric, value, limit } = row;
  if (metric && value !== null) return format.quantity(value, metric.unit, metric.decimals);
  return !metric && limit !== null ? format.span(limit * 1000) : "";
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
