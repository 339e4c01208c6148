import { type Language, translator } from "./model.ts";

export const TIME_ZONE = "Asia/Ho_Chi_Minh";

const days = new Map<string, Intl.DateTimeFormat>();

/** The local date of a moment (ms), YYYY-MM-DD. */
export function localDay(ms: number, timeZone = TIME_ZONE): string {
  let format = days.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    days.set(timeZone, format);
  }
  return format.format(ms);
}

export type Format = {
  /** Fixed decimals, grouped: 1.204,5 in Vietnamese. */
  number(value: number, decimals?: number): string;
  /** A number with its unit, joined so that a line never breaks between them. */
  quantity(value: number, unit: string, decimals?: number): string;
  percent(share: number, decimals?: number): string;
  /** 14:05 */
  clock(ms: number): string;
  /** 14:05:09 */
  seconds(ms: number): string;
  /** 21/11/2025 */
  date(ms: number): string;
  /** Thứ Sáu, 21/11/2025 */
  weekday(ms: number): string;
  /** 14:05:09 21/11/2025; the day is left out when it is the day of `now`. */
  moment(ms: number, now: number): string;
  /** 12 giây trước */
  age(ms: number, now: number): string;
  /** 12 giây, 5 phút, 3 giờ, 2 ngày */
  span(ms: number): string;
};

const LOCALES: Record<Language, string> = { vi: "vi-VN", en: "en-GB" };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NARROW_SPACE = "\u202f";

export function formatter(language: Language, timeZone = TIME_ZONE): Format {
  const locale = LOCALES[language];
  const t = translator(language);
  const numbers = new Map<number, Intl.NumberFormat>();
  const dated = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const two = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const clock = dated(two);
  const seconds = dated({ ...two, second: "2-digit" });
  const date = dated({ day: "2-digit", month: "2-digit", year: "numeric" });
  const weekday = dated({ weekday: "long" });

  function number(value: number, decimals = 0): string {
    let format = numbers.get(decimals);
    if (!format) {
      format = new Intl.NumberFormat(locale, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
        // −0,0 is a rounding artefact, not a value.
        signDisplay: "negative",
      });
      numbers.set(decimals, format);
    }
    return format.format(value);
  }

  function span(ms: number): string {
    const length = Math.max(0, ms);
    if (length < MINUTE) return t("span.seconds", { count: Math.floor(length / 1000) });
    if (length < HOUR) return t("span.minutes", { count: Math.floor(length / MINUTE) });
    if (length < DAY) return t("span.hours", { count: Math.floor(length / HOUR) });
    return t("span.days", { count: Math.floor(length / DAY) });
  }

  function age(ms: number, now: number): string {
    if (now - ms < -1000) return t("age.ahead", { span: span(ms - now) });
    if (now - ms < 1000) return t("age.now");
    return t("age.past", { span: span(now - ms) });
  }

  return {
    number,
    quantity: (value, unit, decimals) =>
      unit === "" ? number(value, decimals) : `${number(value, decimals)}${NARROW_SPACE}${unit}`,
    percent: (share, decimals = 0) => `${number(share * 100, decimals)}${NARROW_SPACE}%`,
    clock: (ms) => clock.format(ms),
    seconds: (ms) => seconds.format(ms),
    date: (ms) => date.format(ms),
    weekday: (ms) => `${weekday.format(ms)}, ${date.format(ms)}`,
    moment: (ms, now) =>
      date.format(ms) === date.format(now) ? seconds.format(ms) : `${clock.format(ms)} ${date.format(ms)}`,
    age,
    span,
  };
}

const formats = new Map<string, Format>();

/** The shared formatter of a language: Intl objects are costly to make. */
export function formatOf(language: Language, timeZone = TIME_ZONE): Format {
  const key = `${language} ${timeZone}`;
  let format = formats.get(key);
  if (!format) {
    format = formatter(language, timeZone);
    formats.set(key, format);
  }
  return format;
}
