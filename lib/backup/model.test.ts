import { expect, test } from "vitest";
import {
  baseFor,
  keptBases,
  type Manifest,
  missingRows,
  nextDue,
  walFileOf,
  walToDrop,
  windowStart,
} from "./model.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse("2026-11-30T01:30:00+07:00");
const KEEP = { daily: 7, weekly: 4, monthly: 12 };

const base = (begunAt: number, wal = 1): Manifest => ({
  id: new Date(begunAt).toISOString().replace(/[-:]|\.\d+/g, ""),
  begunAt,
  finishedAt: begunAt + 60_000,
  bytes: 1,
  files: {},
  firstWal: walFileOf(`0/${(wal << 24).toString(16)}`, 1),
  lastWal: walFileOf(`0/${(wal << 24).toString(16)}`, 1),
  schema: "1",
  counts: {},
  countsAfter: {},
  countedAt: begunAt,
});

test("of a year of daily bases seven days, four weeks and twelve months stay", () => {
  const bases = Array.from({ length: 400 }, (_, i) => base(NOW - i * DAY));
  const kept = bases.filter((b) => keptBases(bases, KEEP).has(b.id));
  expect(kept.slice(0, 7).map((b) => b.begunAt)).toEqual(Array.from({ length: 7 }, (_, i) => NOW - i * DAY));
  const months = new Set(kept.map((b) => new Date(b.begunAt + 7 * HOUR).toISOString().slice(0, 7)));
  expect(months.size).toBe(12);
  expect(kept.length).toBeLessThanOrEqual(7 + 4 + 12);
});

test("the newest stays whatever is asked, also when bases stopped long ago", () => {
  const bases = [base(NOW - 300 * DAY), base(NOW - 299 * DAY)];
  expect([...keptBases(bases, { daily: 0, weekly: 0, monthly: 0 })]).toEqual([bases[1]?.id]);
});

test("an instant is restored from the newest base that was whole by then", () => {
  const bases = [base(NOW - 2 * DAY), base(NOW - DAY), base(NOW)];
  expect(baseFor(bases, NOW + 30_000)?.begunAt).toBe(NOW - DAY);
  expect(baseFor(bases, NOW - 3 * DAY)).toBeUndefined();
});

test("write-ahead log goes only where neither a daily base nor an instant of its window needs it", () => {
  const bases = Array.from({ length: 10 }, (_, i) => base(NOW - i * DAY, 100 - i));
  const names = Array.from({ length: 101 }, (_, i) => walFileOf(`0/${(i << 24).toString(16)}`, 1));
  const oldest = windowStart(bases, KEEP) as Manifest;
  expect(oldest.begunAt).toBe(NOW - 6 * DAY);
  expect(walToDrop(names, bases, KEEP)).toEqual(names.slice(0, 94));
  expect(walToDrop(names, [], KEEP)).toEqual([]);
  // A later time line does not make old log young, nor is what is no log ever dropped.
  expect(walToDrop(["00000002000000000000005D", "00000002.history"], bases, KEEP)).toEqual([
    "00000002000000000000005D",
  ]);
});

test("a position is in the file that PostgreSQL would name", () => {
  expect(walFileOf("0/3000028", 1)).toBe("000000010000000000000003");
  expect(walFileOf("2F/FE000000", 3)).toBe("000000030000002F000000FE");
});

test("a base is due at the set minute of the local day, once a day", () => {
  const at = (text: string) => Date.parse(`${text}+07:00`);
  expect(nextDue(at("2026-11-30T01:30:05"), 90)).toBe(at("2026-12-01T01:30:00"));
  expect(nextDue(at("2026-11-30T00:10:00"), 90)).toBe(at("2026-11-30T01:30:00"));
});

test("a row that is missing after a trial restore is told; one that retention dropped meanwhile is not", () => {
  const counted = { counts: { reading: 100, alert_event: 5 }, countsAfter: { reading: 90, alert_event: 5 } };
  expect(missingRows(counted, { reading: 95, alert_event: 5 })).toEqual([]);
  expect(missingRows(counted, { reading: 89, alert_event: 4 })).toEqual(["reading 89/90", "alert_event 4/5"]);
});
