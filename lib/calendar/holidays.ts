import Holidays from "date-holidays";
import { localOf } from "./model.ts";

export type Holiday = { day: string; nameVi: string; nameEn: string };

const years = new Map<number, readonly Holiday[]>();
const sets = new Map<number, ReadonlySet<string>>();
let rules: Holidays | undefined;

/** Vietnam's public holidays of a year, lunar ones too: Tết with its eve and days after, Giỗ Tổ on 10/3 of the moon. */
export function holidaysOf(year: number): readonly Holiday[] {
  const known = years.get(year);
  if (known) return known;
  rules ??= new Holidays("VN");
  const english = new Map(rules.getHolidays(year, "en").map((one) => [one.rule, one.name]));
  const days = new Map<string, Holiday>();
  const spans = rules.getHolidays(year, "vi").filter((one) => one.type === "public");
  for (const one of spans) {
    // The eve of Tết lasts until its last day off: after the first they are named as the day that begins within.
    const within =
      spans.find((other) => other !== one && other.start > one.start && other.start < one.end) ?? one;
    for (let at = one.start.getTime(); at < one.end.getTime(); at += 86_400_000) {
      const { day } = localOf(at);
      const { name, rule } = at === one.start.getTime() ? one : within;
      days.set(day, { day, nameVi: name, nameEn: english.get(rule) ?? name });
    }
  }
  const found = [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  years.set(year, found);
  return found;
}

export function holidaySet(year: number): ReadonlySet<string> {
  const known = sets.get(year);
  if (known) return known;
  const set = new Set(holidaysOf(year).map((holiday) => holiday.day));
  sets.set(year, set);
  return set;
}
