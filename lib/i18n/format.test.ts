import { describe, expect, it } from "vitest";
import { formatter } from "./format.ts";
import { findText, translator } from "./model.ts";

const vi = formatter("vi");
const en = formatter("en");
const noon = Date.UTC(2025, 10, 21, 5, 4, 9); // 12:04:09 in Việt Nam

describe("format", () => {
  it("writes numbers as each language does", () => {
    expect(vi.number(1204.456, 1)).toBe("1.204,5");
    expect(en.number(1204.456, 1)).toBe("1,204.5");
    expect(vi.number(-0.04, 1)).toBe("0,0");
    expect(vi.quantity(12.5, "mm", 1)).toBe("12,5\u202fmm");
    expect(vi.quantity(42, "", 0)).toBe("42");
    expect(vi.percent(0.957, 1)).toBe("95,7\u202f%");
  });

  it("shows the clock of the province wherever the server stands", () => {
    expect(vi.clock(noon)).toBe("12:04");
    expect(vi.seconds(noon)).toBe("12:04:09");
    expect(vi.clock(Date.UTC(2025, 10, 20, 17, 0))).toBe("00:00");
    expect(vi.date(Date.UTC(2025, 10, 20, 17, 0))).toBe("21/11/2025");
    expect(vi.weekday(noon)).toBe("Thứ Sáu, 21/11/2025");
  });

  it("adds the day to a moment of another day", () => {
    expect(vi.moment(noon, noon + 60_000)).toBe("12:04:09");
    expect(vi.moment(noon, noon + 86_400_000)).toBe("12:04 21/11/2025");
  });

  it("says ages in words, without rounding up", () => {
    expect(vi.age(noon, noon + 500)).toBe("vừa xong");
    expect(vi.age(noon, noon + 12_900)).toBe("12 giây trước");
    expect(vi.age(noon, noon + 59_999)).toBe("59 giây trước");
    expect(vi.age(noon, noon + 5 * 60_000)).toBe("5 phút trước");
    expect(en.age(noon, noon + 86_400_000)).toBe("1 day ago");
    expect(en.age(noon, noon + 2 * 86_400_000)).toBe("2 days ago");
    expect(vi.age(noon + 90_000, noon)).toBe("sau 1 phút nữa");
  });
});

describe("translate", () => {
  it("fills places and chooses the English plural", () => {
    expect(translator("vi")("span.days", { count: 3 })).toBe("3 ngày");
    expect(translator("en")("span.days", { count: 1 })).toBe("1 day");
  });

  it("finds texts by a key that came with data, and says when there is none", () => {
    expect(findText("vi", "role.admin")).toBe("Quản trị");
    expect(findText("vi", "role.nobody")).toBeUndefined();
    expect(findText("vi", "toString")).toBeUndefined();
  });
});
