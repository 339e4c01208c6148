import { type Browser, expect, type Page, test } from "@playwright/test";
import { over, raise, rule } from "./alarms.ts";
import { add, asAdmin, DIALOG, DUTY, LEAD, signIn } from "./people.ts";

/** One story in order: many alerts answered together, by two people at two desks. */
test.describe.configure({ mode: "serial" });

const KEYS = Array.from({ length: 12 }, (_, i) => `nhieu-${String(i + 1).padStart(2, "0")}`);
let duty: Page;
let lead: Page;

test.beforeAll(async ({ browser }) => {
  const admin = await browser.newPage();
  await asAdmin(admin);
  await add(admin.request, DUTY, "duty");
  await add(admin.request, LEAD, "lead");
  await admin.close();
  await rule();
  for (const [i, key] of KEYS.entries()) await raise(key, i === 0 ? 1 : 3);
  duty = await desk(browser, DUTY.email);
  lead = await desk(browser, LEAD.email);
});
test.afterAll(async () => {
  for (const key of KEYS) await over(key);
  await duty?.context().close();
  await lead?.context().close();
});

const row = (page: Page, key: string) => page.locator("[data-alert]").filter({ hasText: key });
const bar = (page: Page) => page.getByRole("toolbar", { name: "Việc cho các cảnh báo đã chọn" });

test("who looks at an alert is seen in the list of the others, by initials", async () => {
  await row(lead, "nhieu-03").getByRole("button").first().click();
  await expect(row(duty, "nhieu-03").getByRole("img", { name: `${"Phạm Trưởng Ca"} đang xem` })).toHaveText(
    "TC",
  );
  await lead.close();
  await expect(row(duty, "nhieu-03").getByRole("img", { name: /đang xem/ })).toBeHidden({ timeout: 6_000 });
});

test("a range is chosen by keys, and noted in one go", async () => {
  await duty.getByRole("searchbox").fill("thu ban truc");
  await duty.keyboard.press("Escape");
  await duty.keyboard.press("j");
  await duty.keyboard.press("j");
  await duty.keyboard.press("x");
  for (let i = 0; i < 3; i++) await duty.keyboard.press("j");
  await duty.keyboard.press("Shift+X");
  await expect(bar(duty)).toContainText("Đã chọn 4");
  await duty.keyboard.press("n");
  const dialog = duty.locator(DIALOG);
  await dialog.getByLabel("Nội dung").fill("Đã gọi từng xã");
  await dialog.getByRole("button", { name: "Ghi chú", exact: true }).click();
  await expect(dialog.getByText("Xong 4 trên 4")).toBeVisible();
  await dialog.getByRole("button", { name: "Đóng" }).last().click();
  await expect(bar(duty)).toBeHidden();
});

test("all that match are acknowledged after those of priority 1 were named; what somebody else took is told", async () => {
  await row(duty, "nhieu-05").getByRole("checkbox").click();
  await duty.getByRole("button", { name: "Chọn cả 12 cảnh báo khớp bộ lọc" }).click();
  await expect(bar(duty)).toContainText("Đã chọn 12");
  await duty.keyboard.press("a");
  const dialog = duty.locator(DIALOG);
  await expect(dialog.getByText("1 cảnh báo khẩn cấp trong số này")).toBeVisible();
  await expect(dialog.getByText("asset:nhieu-01")).toBeVisible();
  // Closed while it was chosen.
  await over("nhieu-12");
  await dialog.getByRole("button", { name: "Xác nhận, gồm 1 khẩn cấp" }).click();
  await expect(dialog.getByText("Xong 12 trên 12")).toBeVisible();
  await expect(dialog.getByRole("button", { name: /^Hoàn tác/ })).toBeHidden();
  await dialog.getByRole("button", { name: "Đóng" }).last().click();
  await expect(row(duty, "nhieu-01").getByText(`${DUTY.name} nhận lúc`)).toBeVisible();
});

test("shelved together, and taken back together; priority 1 is refused to duty with its reason", async () => {
  await row(duty, "nhieu-01").getByRole("checkbox").click();
  await row(duty, "nhieu-02").getByRole("checkbox").click();
  await duty.keyboard.press("s");
  const dialog = duty.locator(DIALOG);
  await dialog.getByLabel("Lý do").fill("Thay cảm biến");
  await dialog.getByRole("button", { name: /^Tạm gác/ }).click();
  await expect(dialog.getByText("Xong 1 trên 2")).toBeVisible();
  await expect(dialog.getByText("Mức ưu tiên này cần trưởng ca.")).toBeVisible();
  await expect(row(duty, "nhieu-02")).toBeHidden();
  await dialog.getByRole("button", { name: "Hoàn tác 1" }).click();
  await expect(dialog.getByText("Xong 1 trên 1")).toBeVisible();
  await dialog.getByRole("button", { name: "Đóng" }).last().click();
  await expect(row(duty, "nhieu-02")).toBeVisible();
});

test("a filter that was saved is there on another machine, the last one too, and an address wins", async ({
  browser,
}) => {
  await duty.getByRole("button", { name: "Bộ lọc đã lưu" }).click();
  const dialog = duty.locator(DIALOG);
  await dialog.getByLabel("Lưu bộ lọc đang dùng với tên").fill("Thử");
  await dialog.getByRole("button", { name: "Lưu", exact: true }).click();
  await expect(dialog.getByLabel("Tên của Thử")).toBeVisible();
  await duty.keyboard.press("Escape");
  await duty.waitForTimeout(1_500);

  const other = await desk(browser, DUTY.email);
  await expect(other.getByRole("searchbox")).toHaveValue("thu ban truc");
  await other.getByRole("button", { name: "Bộ lọc đã lưu" }).click();
  await expect(other.getByLabel("Tên của Thử")).toBeVisible();
  await other.goto("/desk?q=khong+co");
  await expect(other.getByRole("searchbox")).toHaveValue("khong co");
  await other.context().close();
  // The next story opens a desk without a filter.
  await duty.getByRole("button", { name: "Bỏ lọc" }).click();
  await duty.waitForTimeout(1_500);
});

async function desk(browser: Browser, email: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, email);
  await page.goto("/desk");
  await expect(page.locator("[data-alert]").first()).toBeVisible();
  return page;
}
