import { expect, test } from "vitest";
import { timeReader } from "./time.ts";

const HO_CHI_MINH = "Asia/Ho_Chi_Minh";
const at = Date.UTC(2025, 10, 19, 6, 30, 0);

test("numbers are seconds or milliseconds by their size", () => {
  const read = timeReader();
  expect(read(at)).toBe(at);
  expect(read(at / 1000)).toBe(at);
  expect(read(at / 1000 + 0.25)).toBe(at + 250);
  expect(read(String(at))).toBe(at);
  expect(read(0)).toBe(0);
});

test("ISO 8601 with a zone needs no help", () => {
  const read = timeReader();
  expect(read("2025-11-19T06:30:00Z")).toBe(at);
  expect(read("2025-11-19T13:30:00+07:00")).toBe(at);
  expect(read("2025-11-19 13:30:00.000+07")).toBe(at);
  expect(read("2025-11-19T06:30:00.123456789Z")).toBe(at + 123);
});

test("without a zone only the mapping's zone makes it a time", () => {
  expect(timeReader()("2025-11-19T13:30:00")).toBeNaN();
  expect(timeReader("auto", HO_CHI_MINH)("2025-11-19T13:30:00")).toBe(at);
  expect(timeReader("iso", HO_CHI_MINH)("2025-11-19 13:30")).toBe(at);
});

test("a zone whose clocks change is followed through the change", () => {
  const read = timeReader("iso", "Europe/Paris");
  expect(read("2025-03-30T01:59:59")).toBe(Date.UTC(2025, 2, 30, 0, 59, 59));
  expect(read("2025-03-30T03:00:00")).toBe(Date.UTC(2025, 2, 30, 1, 0, 0));
});

test("patterns read what departments write", () => {
  expect(timeReader("dd/MM/yyyy HH:mm", HO_CHI_MINH)("19/11/2025 13:30")).toBe(at);
  expect(timeReader("yyyyMMddHHmmss", HO_CHI_MINH)("20251119133000")).toBe(at);
  expect(timeReader("yyyyMMddHHmmss", HO_CHI_MINH)(20251119133000)).toBe(at);
  expect(timeReader("dd-MM-yyyy HH:mm:ss XXX")("19-11-2025 13:30:00 +07:00")).toBe(at);
  expect(timeReader("dd/MM/yyyy", HO_CHI_MINH)("19/11/2025")).toBe(Date.UTC(2025, 10, 18, 17));
  expect(timeReader("dd/MM/yyyy HH:mm")("19/11/2025 13:30")).toBeNaN();
});

test("what is no time is NaN", () => {
  const read = timeReader("auto", HO_CHI_MINH);
  const wrong = [
    "",
    "yesterday",
    "2025-02-30T00:00:00Z",
    "2025-13-01T00:00:00Z",
    "2025-11-19T25:00:00Z",
    "12:30",
  ];
  for (const raw of [...wrong, null, undefined, true, {}, [], 1e300])
    expect(read(raw), String(raw)).toBeNaN();
  expect(timeReader("s")("x")).toBeNaN();
});

test("a wrong pattern or zone is refused when it is set", () => {
  expect(() => timeReader("HH:mm")).toThrow(/yyyy/);
  expect(() => timeReader("dd/dd/MM/yyyy")).toThrow(/repeats/);
  expect(() => timeReader("iso", "Asia/Quy_Nhon")).toThrow(/zone/);
});
