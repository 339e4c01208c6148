import { describe, expect, test } from "vitest";
import { holidaySet, holidaysOf } from "./holidays.ts";
import { type Calendar, isWorking, isWorkingDay, localOf, momentOf, USUAL_HOURS } from "./model.ts";

const calendar = (changed: [string, boolean][] = []): Calendar => ({
  hours: USUAL_HOURS,
  holidays: holidaySet,
  changed: new Map(changed),
});
const at = (text: string) => Date.parse(`${text}:00+07:00`);

describe("working hours", () => {
  test("are of local time, whatever the machine's", () => {
    // Monday 30 November 2026.
    expect(isWorking(at("2026-11-30T06:59"), calendar())).toBe(false);
    expect(isWorking(at("2026-11-30T07:00"), calendar())).toBe(true);
    expect(isWorking(at("2026-11-30T11:30"), calendar())).toBe(false);
    expect(isWorking(at("2026-11-30T13:30"), calendar())).toBe(true);
    expect(isWorking(at("2026-11-30T17:00"), calendar())).toBe(false);
    expect(isWorking(at("2026-11-29T09:00"), calendar())).toBe(false);
  });

  test("a local day begins at 17:00 UTC of the day before", () => {
    expect(localOf(Date.parse("2026-11-29T17:00:00Z"))).toEqual({ day: "2026-11-30", time: "00:00" });
    expect(momentOf("2026-11-30", "07:00")).toBe(at("2026-11-30T07:00"));
  });
});

describe("holidays", () => {
  const off = (days: string[]) => days.filter((day) => isWorkingDay(day, calendar()));

  test("Tết 2026 is 16–20 February, Tết 2027 is 5–9 February", () => {
    expect(off(["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"])).toEqual([]);
    expect(isWorkingDay("2026-02-23", calendar())).toBe(true);
    expect(off(["2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-02-09"])).toEqual([]);
    expect(isWorkingDay("2027-02-10", calendar())).toBe(true);
    expect(isWorkingDay("2027-02-04", calendar())).toBe(true);
    const name = (day: string) => holidaysOf(2027).find((one) => one.day === day)?.nameVi;
    expect(["2027-02-05", "2027-02-06", "2027-02-09"].map(name)).toEqual([
      "Giao thừa Tết Nguyên Đán",
      "Tết Nguyên Đán",
      "Tết Nguyên Đán",
    ]);
  });

  test("Giỗ Tổ follows the moon; Quốc khánh, 30/4, 1/5 and New Year the sun", () => {
    // 10/3 of the moon: 26 April 2026 (a Sunday), 16 April 2027 (a Friday).
    expect(holidaySet(2026).has("2026-04-26")).toBe(true);
    expect(isWorkingDay("2027-04-16", calendar())).toBe(false);
    expect(off(["2026-09-02", "2027-09-02", "2026-04-30", "2026-05-01", "2027-01-01"])).toEqual([]);
    expect(isWorkingDay("2026-09-03", calendar())).toBe(true);
    // Observed, but worked.
    expect(isWorkingDay("2026-11-20", calendar())).toBe(true);
  });

  test("the government swaps days: what it says goes before week and moon", () => {
    const changed = calendar([
      ["2026-09-01", false],
      ["2026-08-22", true],
      ["2026-09-02", true],
    ]);
    expect(isWorkingDay("2026-09-01", changed)).toBe(false);
    // A Saturday that is worked instead.
    expect(isWorking(at("2026-08-22T09:00"), changed)).toBe(true);
    expect(isWorkingDay("2026-09-02", changed)).toBe(true);
  });

  test("names are in both languages", () => {
    for (const { nameVi, nameEn } of holidaysOf(2026)) {
      expect(nameVi).toBeTruthy();
      expect(nameEn).not.toBe(nameVi);
    }
  });
});
