import { describe, expect, test } from "vitest";
import type { Change, NamedEvent } from "#lib/alert/event.ts";
import { formatOf } from "#lib/i18n/format.ts";
import { translator } from "#lib/i18n/model.ts";
import { type Setting, storyOf } from "./story.ts";
import { alertRow } from "./testing.ts";

const NOW = Date.UTC(2026, 10, 28, 8);
const setting: Setting = {
  alert: alertRow(),
  now: NOW,
  agency: (id) => (id === "kttv" ? "Đài Khí tượng Thủy văn" : id),
  language: "vi",
  t: translator("vi"),
  format: formatOf("vi"),
};
const tell = (change: Change, more: Partial<NamedEvent> = {}) => {
  const stamp = { at: NOW, recordedAt: NOW, seq: 2, actor: "user:a", actorName: "An", aboutName: null };
  return storyOf({ ...change, ...stamp, ...more } as NamedEvent, setting);
};

describe("a line of the timeline", () => {
  test.each<[Change, Partial<NamedEvent>, string, string]>([
    [{ type: "ordered", text: "Sơ tán", to: null }, {}, "tới phòng trực ban", "Sơ tán"],
    [{ type: "ordered", text: "Sơ tán", to: "user:b" }, { aboutName: "Bình" }, "tới Bình", "Sơ tán"],
    [{ type: "assigned", to: "user:b" }, { aboutName: "Bình" }, "tới Bình", ""],
    [{ type: "assigned", to: null }, {}, "không giao ai", ""],
    [{ type: "shared", with: "kttv" }, {}, "Đài Khí tượng Thủy văn", ""],
    [{ type: "shared", with: "la" }, {}, "la", ""],
    [{ type: "escalated", step: 2, policy: "p" }, { actorName: null }, "bậc 2", ""],
    [{ type: "attached", incident: 7 }, {}, "tình huống số 7", ""],
    [{ type: "step_done", step: 0, text: "Gọi xã" }, {}, "bước 1", "Gọi xã"],
    [{ type: "shelf_denied", why: "Nước còn lên" }, {}, "", "Nước còn lên"],
    [{ type: "unacknowledged", reason: "no_progress" }, {}, "chưa ai bắt đầu xử lý", ""],
    [{ type: "unshelved", reason: "expired" }, {}, "hết hạn", ""],
  ])("%j says to whom, until when, in whose words", (change, more, said, words) => {
    expect(tell(change, more)).toMatchObject({ more: said, words });
  });

  test("of a P1 shelf names both people", () => {
    const shelved = { type: "shelved", until: NOW + 3_600_000, why: "Bảo dưỡng", second: "user:b" } as const;
    expect(tell(shelved, { aboutName: "Bình" })).toMatchObject({
      more: "đến 16:00:00 · Bình đề nghị",
      who: "An",
      words: "Bảo dưỡng",
    });
  });

  test("of a rule carries value and limit with their unit", () => {
    const standing = { priority: 2, level: "bd2", value: 7.1, limit: 7, peak: 7.1 } as const;
    const { more, who } = tell(
      { type: "level_changed", up: true, ...standing },
      { actor: "rule:x", actorName: null },
    );
    expect(more.replaceAll("\u202f", " ")).toBe(
      "lên Ưu tiên 2: Cao · Mực nước 7,10 m, trên báo động II (7,00 m)",
    );
    expect(who).toBe("quy tắc tự động");
  });

  test("of many records counts them, of one tells how grave it is", () => {
    const record = { ...setting, alert: alertRow({ ruleKind: "record", metric: null }) };
    const raised = { type: "raised", priority: 4, value: 31, limit: 3, peak: null, at: NOW, actor: "rule:x" };
    const said = (level: string | null) =>
      storyOf({ ...raised, level } as unknown as NamedEvent, record).more;
    expect(said("beyond")).toBe("31 hồ sơ cùng lúc, nhiều hơn 3 hồ sơ báo riêng");
    expect(said(null)).toBe("mức nghiêm trọng: 31");
  });
});
