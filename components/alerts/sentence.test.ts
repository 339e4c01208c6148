import { describe, expect, test } from "vitest";
import type { AlertRow } from "#lib/alert/model.ts";
import { PHRASES, type Speech } from "#lib/alert/phrases.ts";
import { objectOf, sentenceOf, shortOf } from "#lib/alert/sentence.ts";
import { draftOf } from "#lib/cap/draft.ts";
import { formatOf } from "#lib/i18n/format.ts";
import { type Language, languages, translator } from "#lib/i18n/model.ts";
import { alertMessage, digestMessage, fullText, shortText } from "#lib/notify/message.ts";
import { ruleKinds } from "#lib/rule/kinds/catalog.ts";
import { storyOf } from "./story.ts";
import { alertRow } from "./testing.ts";

const RAISED = Date.UTC(2026, 10, 29, 23, 15);
const NOW = RAISED + 2 * 3_600_000;
const ENDED = RAISED + 3_600_000;
const alone = { metric: null, seriesId: null } as const;

type Case = { row: Partial<AlertRow>; short: string; vi: string; en: string };
/** What each kind of rule has to tell, as its judge writes it. */
const CASES: { [kind: string]: Case } = {
  threshold: {
    row: { level: "bd2", value: 7.1, limit: 7, peak: 7.45, ruleParams: { direction: "above" } },
    short: "7,10 m",
    vi: "Mực nước 7,10 m, trên báo động II (7,00 m), cao nhất 7,45 m, từ 06:15",
    en: "Level 7.10 m, above alarm II (7.00 m), highest 7.45 m, since 06:15",
  },
  rate: {
    row: {
      level: "nhanh",
      value: 1.63,
      limit: 1,
      peak: 1.63,
      ruleParams: { direction: "rising", windowMin: 60 },
    },
    short: "tăng 1,63 m trong 1 giờ",
    vi: "Mực nước tăng 1,63 m trong 1 giờ, trên ngưỡng 1,00 m, từ 06:15",
    en: "Level up 1.63 m within 1 h, above the limit of 1.00 m, since 06:15",
  },
  deviation: {
    row: { level: null, value: 7.1, limit: 6.4, peak: 7.1, ruleParams: { direction: "both" } },
    short: "7,10 m",
    vi: "Mực nước 7,10 m, cao hơn mức thường gặp (đến 6,40 m), từ 06:15",
    en: "Level 7.10 m, higher than usual (up to 6.40 m), since 06:15",
  },
  forecast: {
    row: { level: "bd3", value: 8.2, limit: 8, peak: 8.2, expectedAt: NOW + 3_600_000, ruleParams: {} },
    short: "dự báo lên 8,20 m lúc 09:15",
    vi: "Dự báo mực nước lên 8,20 m, trên báo động III (8,00 m) lúc 09:15, từ 06:15",
    en: "Forecast for 09:15: level up to 8.20 m, above alarm III (8.00 m), since 06:15",
  },
  frozen: {
    row: { level: null, value: 3.2, limit: null, peak: null, ruleParams: { intervals: 30 } },
    short: "đứng yên ở 3,20 m",
    vi: "Mực nước đứng yên ở 3,20 m suốt 30 chu kỳ đo, từ 06:15",
    en: "Level unchanged at 3.20 m for 30 readings, since 06:15",
  },
  silence: {
    row: { level: null, value: null, limit: 180, peak: null, ruleParams: { periods: 3 } },
    short: "mất tín hiệu quá 3 phút",
    vi: "Mực nước: mất tín hiệu quá 3 phút, từ 06:15",
    en: "Level: nothing heard for over 3 min, since 06:15",
  },
  "lost-contact": {
    row: { ...alone, level: "lost", value: null, limit: 21_600, peak: null, ruleParams: {} },
    short: "không có vị trí quá 6 giờ",
    vi: "Không có vị trí quá 6 giờ, từ 06:15",
    en: "No position for over 6 h, since 06:15",
  },
  vote: {
    row: { level: "bd2", value: 3, limit: 2, peak: 3, ruleParams: { level: "bd2", atLeast: 2 } },
    short: "3 trạm trên báo động II",
    vi: "3 trạm trên báo động II, từ 06:15",
    en: "3 stations above alarm II, since 06:15",
  },
  quality: {
    row: { ...alone, level: "incomplete", value: 61.5, limit: 80, peak: 61.5, ruleParams: {} },
    short: "chỉ nhận 61,5 % dữ liệu mong đợi",
    vi: "Chỉ nhận 61,5 % dữ liệu mong đợi, cần ít nhất 80 %, từ 06:15",
    en: "Only 61.5 % of the data expected, at least 80 % needed, since 06:15",
  },
  record: {
    row: { ...alone, level: "high", value: 3, limit: 3, peak: 3, ruleParams: { overdue: true } },
    short: "quá hạn xử lý, mức nghiêm trọng: cao",
    vi: "Quá hạn xử lý, mức nghiêm trọng: cao, từ 06:15",
    en: "Overdue, severity: high, since 06:15",
  },
  zone: {
    row: { ...alone, level: "near", value: -1850, limit: -5556, peak: -1850, ruleParams: { when: "leaves" } },
    short: "cách ranh giới vùng 1.850 m, trong vùng đệm 5.556 m",
    vi: "Cách ranh giới vùng 1.850 m, trong vùng đệm 5.556 m, từ 06:15",
    en: "1,850 m from the edge of the zone, in its buffer of 5,556 m, since 06:15",
  },
};

const speechOf = (language: Language): Speech => ({
  language,
  t: translator(language),
  format: formatOf(language),
  now: NOW,
});
const said = (text: string) => text.replaceAll("\u202f", " ");
const rowOf = (ruleKind: string, more: Partial<AlertRow> = {}) =>
  alertRow({
    ruleKind,
    raisedAt: RAISED,
    rungAt: RAISED,
    simulated: false,
    ...CASES[ruleKind]?.row,
    ...more,
  });

/** Every text that leaves the house or stands on a screen, for one alert. */
function everyText(row: AlertRow, language: Language): { [template: string]: string } {
  const speech = speechOf(language);
  const [alert, digest] = [alertMessage([row], language, NOW), digestMessage([row], language, NOW)];
  const many = alertMessage([row, { ...row, id: 2 }], language, NOW);
  const { type: _, ...standing } = { type: "raised", ...row };
  const stamp = { at: RAISED, recordedAt: RAISED, seq: 1, actor: "rule:x", actorName: null, aboutName: null };
  const event = { ...standing, ...stamp, type: "raised" as const, origin: row };
  const { more } = storyOf(event, { ...speech, alert: row, agency: (id) => id });
  return {
    cell: shortOf(row, speech),
    detail: sentenceOf(row, speech),
    timeline: more,
    push: `${alert.title}\n${alert.lines.join("\n")}`,
    email: fullText({ message: alert, link: null, code: null }),
    sms: shortText({ message: alert, link: null, code: null }, { most: 480, diacritics: true }),
    burst: fullText({ message: many, link: null, code: null }),
    digest: fullText({ message: digest, link: null, code: null }),
    public: draftOf({ alerts: [row], stations: [], units: [], now: NOW })[language].description,
  };
}

test("every kind of rule has words, and an example of them here", () => {
  const kinds = ruleKinds.map(({ id }) => id).sort();
  expect(Object.keys(PHRASES).sort()).toEqual(kinds);
  expect(Object.keys(CASES).sort()).toEqual(kinds);
});

describe.each(Object.keys(CASES))("an alert of kind %s", (kind) => {
  const wanted = CASES[kind] as Case;

  test("says what happened, of what, against which limit, since when", () => {
    expect(said(shortOf(rowOf(kind), speechOf("vi")))).toBe(wanted.short);
    expect(said(sentenceOf(rowOf(kind), speechOf("vi")))).toBe(wanted.vi);
    expect(said(sentenceOf(rowOf(kind), speechOf("en")))).toBe(wanted.en);
  });

  test.each(languages)("in %s leaves no gap and no riddle in any text", (language) => {
    for (const [template, text] of Object.entries(everyText(rowOf(kind), language))) {
      expect(text, template).not.toMatch(/[{}?]|undefined|null|NaN|cần \d|vượt, cần|đổi \d/);
      expect(text.trim(), template).not.toBe("");
    }
  });

  test.each(languages)("in %s is over in every text once it has returned", (language) => {
    const row = rowOf(kind, { process: "returned", returnedAt: ENDED, value: kind === "vote" ? 0 : null });
    const { cell, detail, push, email, sms } = everyText(row, language);
    const over = language === "vi" ? /Đã kết thúc lúc 07:15/ : /Ended at 07:15/;
    for (const text of [detail, push, email, sms]) expect(text).toMatch(over);
    expect(`${cell} ${detail} ${push}`).not.toMatch(/(^|\D)0 (trạm|stations)/);
    if (cell) expect(cell).toMatch(/^(trước đó|before)/);
  });

  test("whose input is lost says that nobody knows", () => {
    const row = rowOf(kind, { process: "unknown" });
    expect(sentenceOf(row, speechOf("vi"))).toContain("hiện chưa rõ");
  });
});

test("a forecast whose time has passed is told as past", () => {
  const row = rowOf("forecast", { expectedAt: NOW - 60_000 });
  expect(said(shortOf(row, speechOf("vi")))).toBe("dự báo lên 8,20 m lúc 08:14 (giờ dự báo đã qua)");
});

test("of yesterday says the date", () => {
  const row = rowOf("silence", { raisedAt: RAISED - 86_400_000 });
  expect(sentenceOf(row, speechOf("vi"))).toMatch(/từ 06:15 29\/11\/2026$/);
});

test("basins are called by their river", () => {
  const group = { what: "group" as const, by: "basin", nameVi: "Kôn", nameEn: "Kôn" };
  expect(objectOf(rowOf("vote", { subject: group }), "vi")).toBe("Lưu vực sông Kôn");
  expect(objectOf(rowOf("vote", { subject: group }), "en")).toBe("Kôn River basin");
  const river = { ...group, nameVi: "sông Vệ" };
  expect(objectOf(rowOf("vote", { subject: river }), "vi")).toBe("Lưu vực sông Vệ");
});
