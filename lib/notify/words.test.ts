import { expect, test } from "vitest";
import { TASK_REASONS } from "#lib/escalation/model.ts";
import { findText } from "#lib/i18n/model.ts";
import { LINK_REFUSALS } from "./ack.ts";
import { fitted, plain, shortText } from "./message.ts";
import { isQuiet, type Message, NOTIFICATION_REASONS, retryMs } from "./model.ts";
import { quietUntil } from "./quiet.ts";

test("every reason that comes with data has a sentence", () => {
  for (const reason of TASK_REASONS) expect(findText("vi", `task.reason.${reason}`), reason).toBeDefined();
  for (const reason of NOTIFICATION_REASONS)
    expect(findText("vi", `notification.reason.${reason}`), reason).toBeDefined();
  for (const reason of LINK_REFUSALS) expect(findText("vi", `refusal.${reason}`), reason).toBeDefined();
});

test("Vietnamese without diacritics is plain ASCII", () => {
  expect(plain("Đập Ẩn – mực nước ướt ở Bồng Sơn, 12 m³/s")).toBe(
    "Dap An - muc nuoc uot o Bong Son, 12 m3/s",
  );
});

test("an SMS is cut at a word, never in its link or code", () => {
  expect(fitted("một hai ba bốn", 100)).toBe("một hai ba bốn");
  const message = { language: "vi", short: "Lũ trên sông Kôn ".repeat(30) } as Message;
  const link = "https://dieu-hanh.example.vn/ack/AAAAAAAAAAAAAAAAAAAAAA";
  const text = shortText({ message, link, code: null }, { most: 160, diacritics: false });
  expect(text.length).toBeLessThanOrEqual(160);
  expect(text).toMatch(/song\.\.\. https|Kon\.\.\. https|\w\.\.\. https/);
  expect(text.endsWith(link)).toBe(true);
  expect(shortText({ message, link: null, code: "123456" }, { most: 160, diacritics: false })).toMatch(
    /Ma: 123456$/,
  );
});

test("quiet hours pass midnight, and end at the next end", () => {
  const night = { language: "vi" as const, quiet: { from: "22:00", until: "06:00" } };
  expect(["21:59", "22:00", "03:00", "05:59", "06:00"].map((time) => isQuiet(night, time))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  const at = (text: string) => Date.parse(`${text}:00+07:00`);
  expect(quietUntil(night, at("2026-11-28T23:00"))).toBe(at("2026-11-29T06:00"));
  expect(quietUntil(night, at("2026-11-29T05:00"))).toBe(at("2026-11-29T06:00"));
  expect(quietUntil(night, at("2026-11-29T12:00"))).toBeNull();
});

test("attempts are spaced twice as far each time, spread by chance, and not beyond five minutes", () => {
  expect([1, 2, 3, 4].map((n) => retryMs(n, () => 1))).toEqual([5_000, 10_000, 20_000, 40_000]);
  expect(retryMs(1, () => 0)).toBe(2_500);
  expect(retryMs(30, () => 1)).toBe(300_000);
});
