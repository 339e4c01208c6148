import { afterEach, expect, it, vi } from "vitest";
import { localField, msOfField } from "./localField.ts";

afterEach(() => void vi.unstubAllEnvs());

it.each(["Asia/Ho_Chi_Minh", "America/New_York", "UTC"])(
  "a time field holds the province's time on a PC in %s",
  (zone) => {
    vi.stubEnv("TZ", zone);
    const ms = Date.UTC(2026, 10, 30, 5, 30);
    expect(localField(ms)).toBe("2026-11-30T12:30");
    expect(msOfField("2026-11-30T12:30")).toBe(ms);
  },
);

it("an empty time field is no moment", () => {
  expect(msOfField("")).toBeNull();
});
