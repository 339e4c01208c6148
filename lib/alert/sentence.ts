import { basinWords } from "#lib/asset/basin.ts";
import { findText, type Language } from "#lib/i18n/model.ts";
import type { AlertRow } from "./model.ts";
import { type Facts, join, lower, momentOf, PHRASES, quantity, type Speech } from "./phrases.ts";

/*
 * The one place that says what an alert is about: in lists, detail and timeline, in every message, in a draft for the
 * public.
 */

/** What happened in a few words, for the cell of a list: "7,10 m", "tăng 1,63 m trong 1 giờ". */
export function phraseOf(facts: Facts, speech: Speech): string {
  return PHRASES[facts.ruleKind]?.short(facts, speech) ?? "";
}

/** What happened, of what is measured, against which limit. Without a time: it says not whether it still is so. */
export function whatOf(facts: Facts, speech: Speech): string {
  return PHRASES[facts.ruleKind]?.what(facts, speech) ?? "";
}

/** The cell of a list for an alert as it stands: what is over is told as over, at its worst. */
export function shortOf(row: AlertRow, speech: Speech): string {
  if (row.process !== "returned") return phraseOf(row, speech);
  const was = phraseOf(atWorst(row), speech);
  return was && speech.t("say.before", { what: was });
}

/** "Mực nước sông 7,10 m, trên báo động II (7,00 m), từ 06:15"; what is over is told as over. */
export function sentenceOf(row: AlertRow, speech: Speech): string {
  const { t } = speech;
  const since = momentOf(row.raisedAt, speech);
  if (row.process === "returned") {
    const what = lower(whatOf(atWorst(row), speech));
    const at = momentOf(row.returnedAt ?? row.raisedAt, speech);
    return what ? t("say.ended", { at, what, since }) : t("say.endedAt", { at });
  }
  const what = upper(join(whatOf(row, speech), worstText(row, speech), ", "));
  if (what === "") return t("message.since", { at: since });
  return t(row.process === "unknown" ? "say.unknown" : "say.since", { what, since });
}

/** Station, group, record or feed that it is about. */
export function objectOf(row: AlertRow, language: Language): string {
  const { subject } = row;
  const vi = language === "vi";
  if (subject?.what === "record" && subject.title) return subject.title;
  const group = subject?.what === "group" && subject.nameVi ? subject : null;
  if (group?.by === "basin") return basinWords(vi ? group.nameVi : group.nameEn)[language];
  // Records that were counted together are named by their type.
  const counted = group && findText(language, `record.${group.nameVi}`);
  if (counted) return counted;
  const named = group ?? row.asset ?? row.feed;
  if (!named) return subject ? (vi ? row.titleVi : row.titleEn) : row.object;
  return vi ? named.nameVi : named.nameEn;
}

/** An alert that is over keeps the value of its end; what it rang for is its peak. */
function atWorst(row: AlertRow): Facts {
  return { ...row, value: row.peak, expectedAt: null };
}

function worstText(row: AlertRow, speech: Speech): string {
  const { peak, value, metric, ruleKind, ruleParams } = row;
  if (ruleKind !== "threshold" || peak === null || value === null || peak === value) return "";
  const key = ruleParams.direction === "below" ? "say.lowest" : "say.highest";
  return speech.t(key, { peak: quantity(peak, metric, speech.format) });
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
