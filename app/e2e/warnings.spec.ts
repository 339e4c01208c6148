import { expect, test } from "@playwright/test";
import { ADMIN, add, DIALOG, signIn } from "./people.ts";
import { running } from "./station.ts";

/** After the journey, which makes the administrator. */
test.describe.configure({ mode: "serial" });

const DRAFTER = "soan@example.vn";
const LEAD = "truongca-tin@example.vn";
const LEADER = "lanhdao-tin@example.vn";

test("a warning is drafted, signed by two, and in the public feed; an exercise says so everywhere", async ({
  page,
  browser,
}) => {
  await signIn(page, ADMIN.email);
  for (const [email, role] of [
    [DRAFTER, "duty"],
    [LEAD, "lead"],
    [LEADER, "leader"],
  ] as const)
    await add(page.request, { name: `Người ${role}`, email }, role);
  await page.goto("/warnings");
  await page.getByRole("button", { name: "Đơn vị phát tin" }).click();
  await page.getByLabel("Định danh đơn vị").fill("ioc@tinh.example");
  await page.getByLabel("Tên tiếng Việt").fill("Trung tâm điều hành");
  await page.getByLabel("Tên tiếng Anh").fill("Operations centre");
  await page.locator(DIALOG).getByRole("button", { name: "Lưu" }).click();
  await expect(page.getByText("Chưa đặt đơn vị phát tin", { exact: false })).toBeHidden();

  const drafter = await (await browser.newContext()).newPage();
  await signIn(drafter, DRAFTER);
  await drafter.goto("/warnings");
  await drafter.getByRole("button", { name: "Soạn tin cảnh báo" }).click();
  await drafter.waitForURL(/\/warnings\/\d+$/);
  const address = new URL(drafter.url()).pathname;
  await expect(drafter.getByText("Còn thiếu trước khi ký:")).toBeVisible();
  const vietnamese = drafter.getByRole("group", { name: "Nội dung tiếng Việt" });
  await vietnamese.getByLabel("Sự kiện").fill("Lũ");
  await vietnamese.getByLabel("Tiêu đề").fill("Lũ lớn trên sông Kôn");
  await vietnamese.getByLabel("Diễn biến").fill("Nước lên nhanh <17,3 m> & còn lên");
  await vietnamese.getByLabel("Hướng dẫn").fill("Rời vùng trũng.");
  await drafter.getByLabel("Vĩ độ đỉnh 1").waitFor({ state: "detached" });
  for (const [lat, lon] of [
    ["13,9", "109"],
    ["13,9", "109,2"],
    ["13,7", "109,2"],
  ] as const) {
    await drafter.getByRole("button", { name: "Thêm đỉnh" }).click();
    await drafter
      .getByLabel(/Vĩ độ đỉnh/)
      .last()
      .fill(lat);
    await drafter.keyboard.press("Tab");
    await drafter
      .getByLabel(/Kinh độ đỉnh/)
      .last()
      .fill(lon);
    await drafter.keyboard.press("Tab");
  }
  await drafter.getByRole("button", { name: "Lưu", exact: true }).click();
  await expect(drafter.getByText("Còn thiếu trước khi ký:")).toBeHidden();

  const lead = await (await browser.newContext()).newPage();
  await signIn(lead, LEAD);
  await lead.goto(address);
  await lead.getByRole("button", { name: "Trưởng ca ký" }).click();
  await lead.locator(DIALOG).getByRole("button", { name: "Trưởng ca ký" }).click();
  await expect(lead.getByText("Người lead ký lúc", { exact: false })).toBeVisible();
  expect(await (await lead.request.get("/api/cap")).text()).not.toContain("sông Kôn");

  const leader = await (await browser.newContext()).newPage();
  await signIn(leader, LEADER);
  await leader.goto(address);
  await leader.getByRole("button", { name: "Lãnh đạo ký và phát" }).click();
  const dialog = leader.locator(DIALOG);
  await expect(dialog.getByText("DIỄN TẬP", { exact: true })).toBeVisible();
  await dialog.getByRole("button", { name: "Lãnh đạo ký và phát" }).click();
  const xml = leader.getByRole("link", { name: "Xem bản tin CAP (XML)" });
  await expect(xml).toBeVisible();

  const stranger = await (await browser.newContext()).request.get(`${running.web}/api/cap`);
  expect(await stranger.text()).toContain("[DIỄN TẬP] Lũ lớn trên sông Kôn");
  const message = await leader.request.get((await xml.getAttribute("href")) as string);
  expect(await message.text()).toContain("<status>Exercise</status>");
  for (const one of [drafter, lead, leader]) await one.context().close();
});
