import { expect, type Page, test } from "@playwright/test";
import { ADMIN, add, DIALOG, signIn } from "./people.ts";
import { device } from "./station.ts";

const LEAD = { name: "Phạm Trưởng Ca Luật", email: "truong-ca-luat@example.vn" };
const GAUGE = "cau-thu-luat";
const RULE = { id: "muc-nuoc-de-nghi", name: "Nước cao do trưởng ca đề nghị" };

/** One story: a rule is written by one person, tried, approved by another, and rings. */
test.describe.configure({ mode: "serial" });

let river: Awaited<ReturnType<typeof device>>;
test.beforeAll(async () => {
  river = await device();
});
test.afterAll(async () => {
  await river?.end();
});

test("a shift lead writes a rule, tries it on history and proposes it", async ({ page }) => {
  await signIn(page, ADMIN.email);
  await add(page.request, LEAD, "lead");
  await confirmedGauge(page);

  await page.context().clearCookies();
  await signIn(page, LEAD.email);
  await page.goto("/rules");
  await page.getByRole("link", { name: "Quy tắc mới" }).click();
  await page.getByRole("button", { name: "Chọn Vượt ngưỡng" }).click();

  await page.getByRole("button", { name: "Chạy thử" }).click();
  await expect(page.getByText("Quy tắc còn chỗ chưa đúng.").first()).toBeVisible();
  await expect(page.getByText("Cần điền.").first()).toBeVisible();

  await page.getByLabel("Mã quy tắc").fill(RULE.id);
  await page.getByLabel("Tên tiếng Việt").fill(RULE.name);
  await page.getByLabel("Tên tiếng Anh").fill("High water, proposed");
  await choose(page, "Chỉ số", "Mực nước sông");
  await page.getByLabel("Chỉ ở các trạm").fill(GAUGE);
  await page.getByRole("list", { name: "Trạm tìm thấy" }).getByRole("button").first().click();
  await expect(page.getByText("Đang nhằm vào 1 trạm.")).toBeVisible();
  await page.getByRole("button", { name: "Bỏ Mức 3" }).click();
  await page.getByRole("button", { name: "Bỏ Mức 2" }).click();
  await page.getByLabel("Mã mức").fill("cao");
  await page.getByLabel("Ngưỡng (m)").fill("8,25");
  await page.getByLabel("Trễ báo (giây)").fill("0");
  await page.getByLabel("Nguyên nhân thường gặp").fill("Mưa lớn thượng nguồn");
  await page.getByLabel("Hậu quả nếu không xử lý").fill("Ngập đường ven sông");
  await page.getByLabel("Việc phải làm").fill("Báo xã ven sông");
  await page.getByLabel("Thời gian cho phép (phút)").fill("15");
  await page.getByLabel("Người chịu trách nhiệm").fill("Trưởng ca");

  await page.getByRole("button", { name: "Chạy thử" }).click();
  await expect(page.getByText(/Trong 30 ngày qua quy tắc này đã báo \d+ lần/)).toBeVisible();
  await page.getByRole("button", { name: "Đề nghị duyệt" }).click();
  const dialog = page.locator(DIALOG);
  await dialog.getByLabel("Lý do").fill("Trạm mới, chưa có quy tắc nào canh");
  await dialog.getByRole("button", { name: "Đề nghị", exact: true }).click();
  await expect(page.getByText("Chờ duyệt").first()).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/rules/${RULE.id}$`));
  await expect(page.getByRole("button", { name: "Duyệt và áp dụng" })).toHaveCount(0);
});

test("an administrator sees what it changes, approves it, and it rings", async ({ page }) => {
  await signIn(page, ADMIN.email);
  await page.goto("/rules");
  await page.getByRole("link", { name: new RegExp(RULE.name) }).click();
  await expect(page.getByText("Trạm mới, chưa có quy tắc nào canh")).toBeVisible();
  await expect(page.getByRole("table", { name: "Thay đổi" }).getByText("8,25 m")).toBeVisible();
  await page.getByRole("button", { name: "Duyệt và áp dụng" }).click();
  const dialog = page.locator(DIALOG);
  await dialog.getByLabel("Đã xem xét gì, vì sao đồng ý").fill("Đã xem lần chạy thử");
  await dialog.getByRole("button", { name: "Duyệt và áp dụng" }).click();
  await expect(page.getByText("Đã duyệt, có hiệu lực ngay.")).toBeVisible();
  await expect(page.getByText("Bản 1", { exact: true })).toBeVisible();

  await expect(async () => {
    await river.say(GAUGE, "water_level", 8.4);
    const { alerts } = await (await page.request.get("/api/alerts?state=open&limit=100")).json();
    expect(alerts.map((alert: { ruleId: string }) => alert.ruleId)).toContain(RULE.id);
  }).toPass({ timeout: 30_000 });
});

/** A device that nobody knew becomes a station once somebody has looked at it. */
async function confirmedGauge(page: Page): Promise<void> {
  await river.say(GAUGE, "water_level", 3.1);
  await page.goto("/feeds");
  await expect(async () => {
    await page.reload();
    await page.getByRole("tab", { name: /Thiết bị chờ xác nhận/ }).click();
    await expect(page.getByText(GAUGE)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const row = page.getByRole("row", { name: new RegExp(GAUGE) });
  await row.getByRole("button", { name: "Xác nhận" }).click();
  const dialog = page.locator(DIALOG);
  await expect(dialog.getByText(/3,10/)).toBeVisible();
  await choose(page, "Loại", "trạm thủy văn");
  await dialog.getByLabel("Vĩ độ").fill("13,9");
  await dialog.getByLabel("Kinh độ").fill("109.1");
  await dialog.getByRole("button", { name: "Xác nhận" }).click();
  await expect(row).toHaveCount(0);
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}
