import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test, vi } from "vitest";
import { LanguageProvider } from "#components/shell/language.tsx";
import { ToastProvider } from "#components/ui/Toast.tsx";
import { floodRule, response } from "#lib/alert/testing.ts";
import { ruleKinds } from "#lib/rule/kinds/catalog.ts";
import type { Rule } from "#lib/rule/model.ts";
import type { Content, NamedProposal, Version } from "#lib/rule/proposal.ts";
import type { Person, Role } from "#lib/user/model.ts";
import { LimitList } from "./LimitList.tsx";
import { RuleEditor } from "./RuleEditor.tsx";
import { RuleList } from "./RuleList.tsx";
import { firstTarget } from "./TargetPicker.tsx";
import type { Places } from "./words.ts";

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push() {}, refresh() {} }),
  usePathname: () => "/rules",
}));

const NOW = 1_800_000_000_000;
const places: Places = {
  feeds: [{ id: "gauges", nameVi: "Trạm đo", nameEn: "Gauges" }],
  units: [],
  kinds: ["gauge", "vessel"],
  basins: ["Kôn"],
  records: ["dossier"],
  metrics: ["water_level"],
};
const person = (role: Role, userId = "a"): Person => ({
  kind: "person",
  userId,
  name: "N",
  role,
  agencyId: null,
});
const content = {
  ...floodRule([1]),
  target: { metric: "water_level", basin: "Kôn" },
  latched: false,
  groupBy: "none",
  enabled: true,
  simulated: false,
} as unknown as Content;
const proposal: NamedProposal = {
  id: 5,
  noun: "rule",
  subject: "flood",
  state: "proposed",
  content: { ...content, latched: true },
  base: content,
  why: "Mùa lũ",
  restores: null,
  trial: null,
  proposedBy: "user:b",
  proposedAt: NOW - 60_000,
  decidedBy: null,
  decidedAt: null,
  decision: null,
  seq: 2,
  proposedName: "Người B",
  decidedName: null,
};
const versions: Version[] = [
  { ...version(2), content },
  { ...version(1), content: { ...content, priority: 1 } },
];

function version(n: number): Omit<Version, "content"> {
  const by = { proposedBy: "user:b", approvedBy: "user:a", proposalId: n, trial: null };
  return { ...by, version: n, at: NOW - 1_000, proposedName: "Người B", approvedName: "Người A" };
}

function draw(node: React.ReactNode): string {
  return renderToStaticMarkup(
    <LanguageProvider language="vi">
      <ToastProvider>{node}</ToastProvider>
    </LanguageProvider>,
  );
}

function editor(who: Person, more: object = {}) {
  const view = {
    kindId: "threshold",
    triable: true,
    current: content,
    initial: content,
    versions,
    proposals: [proposal],
  };
  return draw(<RuleEditor {...view} {...more} who={who} places={places} now={NOW} />);
}

describe("a rule's page", () => {
  test("offers each person what they may do with a proposal", () => {
    const approves = "Duyệt và áp dụng";
    expect(editor(person("admin"))).toContain(approves);
    expect(editor(person("admin", "b"))).not.toContain(approves);
    expect(editor(person("admin", "b"))).toContain("Cần một quản trị viên khác");
    expect(editor(person("lead"))).not.toContain(approves);
    expect(editor(person("lead", "b"))).toContain("Rút lại");
    expect(editor(person("lead"))).not.toContain("Rút lại");
    const duty = editor(person("duty"));
    expect(duty).not.toContain("Đề nghị duyệt");
    expect(duty).not.toContain("Chạy thử<");
    expect(duty).toMatch(/<input[^>]*disabled/);
  });

  test("says the rule in a sentence, and what the proposal changes", () => {
    const html = editor(person("admin"));
    expect(html).toContain("Từ 6 (P3), 7 (P2), 8 (P1) trở lên");
    expect(html).toContain("Mực nước sông, lưu vực sông Kôn");
    expect(html).toContain("Chỉ đóng khi có ghi chú");
    expect(html).toContain("Chưa có lần chạy thử nào của đúng nội dung này.");
    expect(html).toContain("Khôi phục phiên bản này");
    for (const name of ["Bỏ Mức 3", "Đưa Mức 1 xuống"]) expect(html).toContain(`aria-label="${name}"`);
    for (const label of ["Mã mức", "Ngưỡng (m)", "Trễ báo (giây)"])
      expect(html).toContain(`>${label}</label>`);
  });

  test("says that the rule has changed since, and what both changed", () => {
    const moved = {
      current: { ...content, latched: true, priority: 1 },
      proposals: [{ ...proposal, content: { ...content, priority: 2 } }],
    };
    const html = editor(person("lead", "b"), moved);
    expect(html).toContain("đã đổi từ khi đề nghị này được viết");
    expect(html).toContain("Cùng sửa một chỗ: priority");
    expect(html).toContain("Cập nhật theo bản hiện hành");
  });

  test.each(ruleKinds.map((kind) => [kind.id, kind] as const))(
    "is drawn for a new rule of kind %s",
    (_, kind) => {
      const target = firstTarget(kind.over, places);
      const initial = { id: "", kind: kind.id, params: kind.example, target, response };
      const html = editor(person("lead"), {
        kindId: kind.id,
        current: null,
        initial,
        versions: [],
        proposals: [],
      });
      expect(html).toContain(kind.title.vi);
      expect(html).toContain("Mã quy tắc");
      expect(html).not.toContain("Điều kiện chưa đủ hoặc chưa đúng.");
    },
  );
});

describe("the lists", () => {
  const rule = { ...content, version: 2 } as unknown as Rule;
  const listed = { rule, open: 3, recent: 14, aims: { series: 37, assets: 37, feeds: 0, records: 0 } };

  test("show rules with their alerts and what waits", () => {
    const html = draw(
      <RuleList rules={[listed]} waiting={[proposal]} places={places} now={NOW} mayPropose mayApprove />,
    );
    for (const words of ["Lũ trên sông", "37 trạm", "14", "Đang chờ quyết định", "Mùa lũ", "Quy tắc mới"])
      expect(html).toContain(words);
    const reader = draw(
      <RuleList rules={[]} waiting={[]} places={places} now={NOW} mayPropose={false} mayApprove={false} />,
    );
    expect(reader).toContain("Chưa có quy tắc nào.");
    expect(reader).not.toContain("Quy tắc mới");
  });

  test("show limits with their source, validity and months", () => {
    const set = {
      assetId: 1,
      metricId: "water_level",
      levels: [{ id: "bd1", value: 6, severity: 1 }],
      source: "QĐ 05/2020",
      verified: false,
      validFrom: "2025-01-01",
      validTo: null,
      months: [9, 10],
      assetKey: "x",
      nameVi: "Trạm Thạnh Hòa",
      nameEn: "Thanh Hoa",
      agencyId: null,
    };
    const html = draw(<LimitList sets={[set]} waiting={[]} now={NOW} mayPropose mayApprove />);
    for (const words of [
      "Trạm Thạnh Hòa",
      "Báo động I",
      "từ 01/01/2025",
      "tháng 9, 10",
      "QĐ 05/2020",
      "chưa kiểm chứng",
    ])
      expect(html).toContain(words);
  });
});
