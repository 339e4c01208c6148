import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LanguageProvider } from "#components/shell/language.tsx";
import type { BackupRow, BackupWatch } from "#lib/backup/model.ts";
import { Backups } from "./Backups.tsx";

const NOW = Date.parse("2026-11-30T08:00:00+07:00");
const HOUR = 3_600_000;
const watch: BackupWatch = {
  place: "/mnt/sao-luu",
  lookedAt: NOW - 5_000,
  walAt: NOW - 20_000,
  windowFrom: NOW - 50 * HOUR,
  waitingFiles: 0,
  waitingBytes: 0,
  dueAt: NOW + 17 * HOUR,
  problem: null,
};
const row: BackupRow = {
  id: "20261129T183000Z",
  begunAt: NOW - 6 * HOUR,
  finishedAt: NOW - 6 * HOUR,
  bytes: 812_000_000,
  verified: true,
  verifiedAt: NOW - 5 * HOUR,
  verdict: "",
  readings: 21_600_000,
};
const html = (props: Partial<Parameters<typeof Backups>[0]>) =>
  renderToStaticMarkup(
    <LanguageProvider language="vi">
      <Backups watch={watch} backups={[row]} now={NOW} {...props} />
    </LanguageProvider>,
  );

test("says from when to when any instant can be restored, and what a trial restore found", () => {
  const page = html({});
  expect(page).toContain("21.600.000");
  expect(page).toContain("đủ số liệu, 5 giờ trước");
  expect(page).not.toContain('role="alert"');
});

test("where nobody makes backups it says so, and nothing looks fine", () => {
  expect(html({ watch: undefined, backups: [] })).toContain("CHƯA CÓ SAO LƯU");
});

test("a process that fell silent, a failure and a base that could not be restored are not good", () => {
  expect(html({ watch: { ...watch, lookedAt: NOW - HOUR } })).toContain("TIẾN TRÌNH SAO LƯU KHÔNG CHẠY");
  expect(html({ watch: { ...watch, problem: "The store answered 503" } })).toContain(
    "The store answered 503",
  );
  expect(html({ backups: [{ ...row, verified: false, verdict: "reading 1/2" }] })).toContain(
    "KHÔNG DÙNG ĐƯỢC: reading 1/2",
  );
  expect(html({ backups: [{ ...row, verified: null }] })).toContain("chưa thử");
});
