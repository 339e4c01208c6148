import { expect, test } from "vitest";
import { withoutPersons } from "#lib/alert/model.ts";
import { formatOf } from "#lib/i18n/format.ts";
import { translator } from "#lib/i18n/model.ts";
import { alertRow } from "./testing.ts";
import { measured, measureOf, objectOf } from "./words.ts";

const speech = { language: "vi" as const, t: translator("vi"), format: formatOf("vi") };
const plain = { metric: null, asset: null, seriesId: null, assetId: null } as const;
const say = (more: Parameters<typeof alertRow>[0]) => measureOf(alertRow({ ...plain, ...more }), speech);

test("each kind that judges no metric says its numbers in its own words", () => {
  expect(say({ ruleKind: "silence", value: null, limit: 180 })).toBe("mất tín hiệu 3 phút");
  expect(say({ ruleKind: "lost-contact", value: null, limit: 9_000 })).toContain("mất tín hiệu");
  expect(say({ ruleKind: "vote", value: 3, limit: 2 })).toBe("3 trạm vượt, cần 2");
  expect(say({ ruleKind: "zone", value: -1_850, limit: -5_556 })).toContain("cách ranh giới");
  expect(say({ ruleKind: "quality", level: "refused", value: 12.5, limit: 10 })).toBe(
    "bị từ chối 12,5% · giới hạn 10%",
  );
  expect(say({ ruleKind: "record", level: "cao", value: 3, limit: 3 })).toBe("mức nghiêm trọng 3");
  expect(say({ ruleKind: "record", level: "beyond", value: 812, limit: 100 })).toContain("812 hồ sơ");
  expect(measured(alertRow({ ...plain, ruleKind: "silence", value: null, limit: 180 }), speech)).toBe(
    "3 phút",
  );
});

test("what moved fast is told as a change, not as a level", () => {
  expect(measured(alertRow({ ruleKind: "rate", value: 2.14 }), speech)).toBe("đổi 2,14\u202fm");
});

test("records that were counted together are called by their type", () => {
  const subject = { what: "group" as const, by: "records", nameVi: "report_1022", nameEn: "report_1022" };
  expect(objectOf(alertRow({ ...plain, ruleKind: "record", subject }), "vi")).toBe("Phản ánh 1022");
});

test("a forecast says when the limit will be crossed", () => {
  const row = alertRow({
    ruleKind: "forecast",
    value: 7.4,
    limit: 7,
    expectedAt: Date.UTC(2025, 10, 18, 0, 30),
  });
  expect(measureOf(row, speech)).toContain("dự kiến lúc 07:30");
});

test("a record is called by its title, a group by what its members share; a kiosk hears no title", () => {
  const subject = {
    what: "record" as const,
    type: "soc_alert",
    key: "K1",
    title: "Ông A phản ánh",
    state: "Mới",
  };
  const row = alertRow({ ...plain, object: "record:soc/soc_alert/K1", subject });
  expect(objectOf(row, "vi")).toBe("Ông A phản ánh");
  expect(JSON.stringify(withoutPersons(row))).not.toMatch(/Ông A|K1/);
  expect(objectOf(withoutPersons(row), "vi")).toBe(row.titleVi);
  const group = { what: "group" as const, by: "basin", nameVi: "Kôn", nameEn: "Kon" };
  expect(objectOf(alertRow({ ...plain, object: "group:basin:kon", subject: group }), "en")).toBe("Kon");
});
