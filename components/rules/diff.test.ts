import { expect, test } from "vitest";
import { floodRule } from "#lib/alert/testing.ts";
import type { Content } from "#lib/rule/proposal.ts";
import { changesOf, type Say } from "./diff.ts";

const say: Say = { language: "vi", unit: "m", target: () => "Trạm", asset: (id) => `Trạm ${id}` };
const rule = floodRule([1]) as unknown as Content;
const params = rule.params as { levels: object[] };

test("says each field that differs in the words of the form, with units and the decimal comma", () => {
  const [first, ...rest] = params.levels;
  const after = {
    ...rule,
    latched: true,
    priority: 1,
    params: { ...params, onDelayS: 90, levels: [{ ...first, value: 6.25 }, ...rest.slice(0, 1)] },
    response: { ...(rule.response as object), steps: ["Gọi xã", "Đóng ngầm"] },
  };
  expect(changesOf("rule", { before: rule, after }, say)).toEqual([
    { label: "Các mức › bd1 › Ngưỡng", before: "6 m", after: "6,25 m" },
    { label: "Các mức › bd3", before: "Mã mức: bd3 · Mức ưu tiên: P1 khẩn cấp · Ngưỡng: 8 m", after: null },
    { label: "Trễ báo", before: "0 giây", after: "90 giây" },
    { label: "Mức ưu tiên", before: "P3 trung bình", after: "P1 khẩn cấp" },
    { label: "Ứng phó › Quy trình từng bước", before: null, after: "1. Gọi xã\n2. Đóng ngầm" },
    { label: "Chỉ đóng khi có ghi chú", before: "Không", after: "Có" },
  ]);
});

test("of what is the same, nothing; of what is new, everything", () => {
  expect(changesOf("rule", { before: rule, after: rule }, say)).toEqual([]);
  const all = changesOf("rule", { before: null, after: rule }, say);
  expect(all.every(({ before }) => before === null)).toBe(true);
  expect(all.map(({ label }) => label)).toContain("Đối tượng");
});

test("limits are compared level by level, and their station by name", () => {
  const set = {
    assetId: 7,
    metricId: "water_level",
    levels: [{ id: "bd1", value: 6, severity: 1 }],
    source: "QĐ 05",
    verified: false,
    validFrom: "2025-01-01",
    validTo: null,
    months: null,
  };
  const after = {
    ...set,
    assetId: 8,
    verified: true,
    months: [9, 10],
    levels: [{ id: "bd1", value: 5.5, severity: 1 }],
  };
  expect(changesOf("threshold", { before: set, after }, say)).toEqual([
    { label: "Trạm", before: "Trạm 7", after: "Trạm 8" },
    { label: "Các mức, từ thấp đến cao › bd1 › Giá trị", before: "6 m", after: "5,5 m" },
    { label: "Đã đối chiếu văn bản", before: "Không", after: "Có" },
    { label: "Chỉ trong các tháng", before: null, after: "Th. 9, Th. 10" },
  ]);
});
