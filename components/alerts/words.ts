import { type AlertRow, type Display, displayOf } from "#lib/alert/model.ts";
import type { Format } from "#lib/i18n/format.ts";
import type { Language, Translate } from "#lib/i18n/model.ts";
import type { MarkLook } from "./PriorityMark.tsx";

export type Speech = { language: Language; t: Translate; format: Format };

export function titleOf(row: AlertRow, language: Language): string {
  return language === "vi" ? row.titleVi : row.titleEn;
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
