import { type AlertRow, byUrgency } from "#lib/alert/model.ts";
import { momentOf, type Speech } from "#lib/alert/phrases.ts";
import { objectOf, sentenceOf, shortOf } from "#lib/alert/sentence.ts";
import { formatOf } from "#lib/i18n/format.ts";
import { type Language, translator } from "#lib/i18n/model.ts";
import type { Message } from "./model.ts";

const MOST_NAMED = 5;

/** One message for the alerts of one cause: how many, the worst, and the one that came first. */
export function alertMessage(rows: readonly AlertRow[], language: Language, now = Date.now()): Message {
  const speech = speechOf(language, now);
  const { t } = speech;
  const worst = worstOf(rows);
  const first = firstOf(rows);
  const { priority, simulated } = worst;
  const mark = simulated ? `${t("message.simulated")} ` : "";
  const one = `${t(`message.priority.${priority}`)}: ${nameOf(worst, language)}`;
  const title =
    rows.length === 1 ? `${mark}${one}` : `${mark}${t("message.many", { count: rows.length })} · ${one}`;
  const lines = [sentenceOf(worst, speech)];
  if (rows.length > 1)
    lines.push(t("message.first", { what: toldOf(first, speech), at: momentOf(first.raisedAt, speech) }));
  for (const row of rows.slice(0, MOST_NAMED))
    if (row !== worst && row !== first) lines.push(toldOf(row, speech));
  if (rows.length > MOST_NAMED) lines.push(t("message.more", { count: rows.length - MOST_NAMED }));
  lines.push(t("message.action", { action: worst.responseText.action, minutes: worst.responseText.minutes }));
  if (simulated) lines.push(t("message.simulatedNote"));
  return {
    language,
    title,
    lines,
    short: `${title}. ${sentenceOf(worst, speech)}`,
    priority,
    simulated,
    tag: worst.incidentId === null ? `alert-${worst.id}` : `incident-${worst.incidentId}`,
    path: pathOf(worst),
  };
}

/** What was held back in the quiet hours, in one message. */
export function digestMessage(rows: readonly AlertRow[], language: Language, now = Date.now()): Message {
  const speech = speechOf(language, now);
  const { t } = speech;
  const open = rows.filter((row) => row.closedAt === null);
  const simulated = rows.length > 0 && rows.every((row) => row.simulated);
  const mark = simulated ? `${t("message.simulated")} ` : "";
  const title = mark + t("message.digest", { count: rows.length, open: open.length });
  const ordered = [...rows].sort(byUrgency);
  const lines = ordered.slice(0, 20).map((row) => {
    const own = row.simulated && !simulated ? `${t("message.simulated")} ` : "";
    const state =
      row.closedAt !== null
        ? t("message.closed")
        : t(`message.state.${row.response === "unack" ? "unack" : "taken"}`);
    return `${momentOf(row.rungAt, speech)} · ${own}P${row.priority} ${toldOf(row, speech)} · ${state}`;
  });
  if (rows.length > 20) lines.push(t("message.more", { count: rows.length - 20 }));
  const priority = ordered[0]?.priority ?? 4;
  return { language, title, lines, short: title, priority, simulated, tag: "digest", path: "/desk" };
}

export function testMessage(language: Language, by: string): Message {
  const t = translator(language);
  const title = t("message.test");
  const lines = [t("message.testBody", { by })];
  return {
    language,
    title,
    lines,
    short: `${title}. ${lines[0]}`,
    priority: 4,
    simulated: false,
    tag: "test",
    path: "/notify",
  };
}

/** The code itself is put in as the message goes out. */
export function verifyMessage(language: Language): Message {
  const t = translator(language);
  const title = t("message.verify");
  const lines = [t("message.verifyBody")];
  return {
    language,
    title,
    lines,
    short: title,
    priority: 4,
    simulated: false,
    tag: "verify",
    path: "/notify",
  };
}

export function worstOf(rows: readonly AlertRow[]): AlertRow {
  return [...rows].sort(
    (a, b) => a.priority - b.priority || a.raisedAt - b.raisedAt || a.id - b.id,
  )[0] as AlertRow;
}

function firstOf(rows: readonly AlertRow[]): AlertRow {
  return [...rows].sort((a, b) => a.raisedAt - b.raisedAt || a.id - b.id)[0] as AlertRow;
}

function speechOf(language: Language, now: number): Speech {
  return { language, t: translator(language), format: formatOf(language), now };
}

function nameOf(row: AlertRow, language: Language): string {
  const title = language === "vi" ? row.titleVi : row.titleEn;
  const thing = objectOf(row, language);
  return thing && thing !== title ? `${title} – ${thing}` : title;
}

/** One alert among others: its name, and what happened in a few words. */
function toldOf(row: AlertRow, speech: Speech): string {
  const said = shortOf(row, speech);
  return said ? `${nameOf(row, speech.language)}: ${said}` : nameOf(row, speech.language);
}

function pathOf(row: AlertRow): string {
  return `/desk?alert=${row.id}`;
}

/** Without diacritics: three times as many letters fit into an SMS (GSM 7-bit instead of UCS-2). */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D")
    .replace(/[–—]/g, "-")
    .replace(/·/g, "|")
    .replace(/[\u00a0\u202f]/g, " ")
    .replace(/³/g, "3")
    .replace(/²/g, "2");
}

/** As much as fits, cut at a word. */
export function fitted(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 3);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), most - 20))}...`;
}

export type Told = { message: Message; link: string | null; code: string | null };

/** The whole text, for e-mail and chats. */
export function fullText({ message, link, code }: Told): string {
  const t = translator(message.language);
  const lines = [message.title, "", ...message.lines];
  if (code) lines.push("", t("message.code", { code }));
  if (link) lines.push("", `${t("message.open")}: ${link}`);
  return lines.join("\n");
}

/** One SMS: the link and the code are never cut. */
export function shortText(
  { message, link, code }: Told,
  { most, diacritics }: { most: number; diacritics: boolean },
): string {
  const t = translator(message.language);
  const end = [code ? t("message.code", { code }) : "", link ?? ""].filter(Boolean).join(" ");
  const text = diacritics ? message.short : plain(message.short);
  const tail = diacritics ? end : plain(end);
  return tail ? `${fitted(text, Math.max(20, most - tail.length - 1))} ${tail}` : fitted(text, most);
}
