import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { upsertRule } from "#lib/rule/sql.ts";
import { over, quiet, raise, rule } from "./alarms.ts";
import { add, asAdmin, DIALOG, DUTY, LEAD, LEADER, SECOND_LEAD, signIn } from "./people.ts";
import { confirmDevices, database, device } from "./station.ts";

const LOW = "ngap-thu-duong-thap";
const DEEP = "ngap-thu-ham-chui";
const TITLE = "Ngập đường thử nghiệm";
/** So many ring beside it that a phone shows the least of them. */
const CROWD = Array.from({ length: 24 }, (_, i) => `dong-${i}`);
const LATER = Array.from({ length: 12 }, (_, i) => `den-sau-${i}`);
const STEPS = ["Gọi tổ địa bàn xác minh", "Đặt rào hai đầu đoạn ngập"];

/** One night at the desk, in order: each chapter stands on those before. */
test.describe.configure({ mode: "serial" });

let sensors: Awaited<ReturnType<typeof device>>;
const desks = new Map<string, Page>();
const at = (person: { email: string }) => desks.get(person.email) as Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  sensors = await device();
  const admin = await browser.newPage();
  await asAdmin(admin);
  await add(admin.request, DUTY, "duty");
  await add(admin.request, LEAD, "lead");
  await add(admin.request, SECOND_LEAD, "lead");
  await add(admin.request, LEADER, "leader");
  await admin.close();
  for (const person of [DUTY, LEAD, SECOND_LEAD, LEADER])
    desks.set(person.email, await desk(browser, person));
  await flood();
});
test.afterAll(async () => {
  for (const page of desks.values()) await page.context().close();
  await sensors?.end();
});

test("duty finds and takes an alert without the mouse; a second person sees who was first", async () => {
  const duty = at(DUTY);
  await expect(row(duty, LOW)).toBeVisible();
  await choose(at(LEAD), LOW);
  await expect(at(LEAD).getByRole("button", { name: "Xác nhận", exact: true })).toBeVisible();

  await duty.keyboard.press("/");
  await duty.keyboard.type("ngap thu duong thap");
  await duty.keyboard.press("Escape");
  await duty.keyboard.press("j");
  await expect(detail(duty).getByRole("heading", { name: TITLE })).toBeVisible();
  await duty.keyboard.press("a");
  await expect(detail(duty).getByText(new RegExp(`${DUTY.name} nhận lúc`))).toBeVisible();

  await duty.getByRole("button", { name: "Bỏ lọc" }).click();
  const lead = detail(at(LEAD));
  await expect(lead.getByText(new RegExp(`${DUTY.name} nhận lúc`))).toBeVisible();
  await expect(lead.getByRole("button", { name: "Xác nhận", exact: true })).toBeHidden();
  await expect(lead.getByText(`${DUTY.name} đang xem`)).toBeVisible();
});

test("steps are ticked by whoever did them, and both desks see by whom", async () => {
  const duty = detail(at(DUTY));
  const lead = detail(at(LEAD));
  await duty.getByLabel(STEPS[0] as string).check();
  await expect(lead.getByLabel(STEPS[0] as string)).toBeChecked();
  await expect(lead.getByText(new RegExp(`^${DUTY.name}, `))).toBeVisible();
  await lead.getByLabel(STEPS[1] as string).check();
  await expect(duty.getByText(new RegExp(`^${LEAD.name}, `))).toBeVisible();
  await expect(row(at(DUTY), LOW).getByText("2/2 bước")).toBeVisible();
});

test("a note is written and an alert shelved by keys alone, with a usual reason", async () => {
  const duty = at(DUTY);
  await detail(duty).getByRole("heading", { name: TITLE }).click();
  await duty.keyboard.press("n");
  await duty.locator(DIALOG).getByLabel("Nội dung").fill("Tổ trưởng báo nước đang rút");
  await duty.keyboard.press("Tab");
  await duty.keyboard.press("Enter");
  await expect(detail(duty).getByText("Tổ trưởng báo nước đang rút")).toBeVisible();

  await duty.keyboard.press("s");
  const form = duty.locator(DIALOG);
  await form.getByText("15 phút", { exact: true }).click();
  await form.getByRole("button", { name: "Đã có người xử lý tại chỗ" }).click();
  await form.getByRole("button", { name: "Tạm gác" }).click();
  await expect(form).toBeHidden();
  await expect(detail(duty).locator("header").getByText("Tạm gác", { exact: true })).toBeVisible();
  await detail(duty).getByRole("button", { name: "Bỏ tạm gác" }).click();
  await expect(detail(duty).locator("header").getByText("Tạm gác", { exact: true })).toBeHidden();
});

test("what cannot be done yet says why when it is reached", async () => {
  const duty = detail(at(DUTY));
  const close = duty.getByRole("button", { name: "Đóng", exact: true });
  await close.focus();
  await expect(close).toHaveAttribute("aria-disabled", "true");
  await expect(duty.getByText("Đóng: Giá trị chưa trở về bình thường.")).toBeVisible();
});

test("a P1 shelf waits for a second lead, who may deny or sign it", async () => {
  const [lead, second] = [at(LEAD), at(SECOND_LEAD)];
  await choose(at(DUTY), DEEP);
  await detail(at(DUTY)).getByRole("button", { name: "Tạm gác" }).focus();
  await expect(detail(at(DUTY)).getByText("Tạm gác: Mức ưu tiên này cần trưởng ca.")).toBeVisible();

  await choose(lead, DEEP);
  await choose(second, DEEP);
  await askShelf(lead, "Bơm đang chạy");
  await expect(detail(lead).getByText("Đang chờ trưởng ca khác ký")).toBeVisible();
  await detail(second).getByLabel("Lý do không đồng ý (không bắt buộc)").fill("Nước còn lên");
  await detail(second).getByRole("button", { name: "Không đồng ý" }).click();
  await expect(detail(lead).getByText("Nước còn lên")).toBeVisible();
  await expect(detail(lead).locator("header").getByText("Mới", { exact: true })).toBeVisible();

  await askShelf(lead, "Bơm đang chạy, đã có người");
  await detail(second).getByRole("button", { name: "Ký tạm gác" }).click();
  await expect(detail(lead).locator("header").getByText("Tạm gác", { exact: true })).toBeVisible();
  await expect(detail(lead).getByText(new RegExp(`${LEAD.name} đề nghị`))).toBeVisible();
  await detail(lead).getByRole("button", { name: "Bỏ tạm gác" }).click();
});

test("a leader's order reaches the desk in his own words, and its answer the leader", async () => {
  await choose(at(LEADER), LOW);
  const leader = detail(at(LEADER));
  await expect(leader.getByRole("button", { name: "Xác nhận", exact: true })).toBeHidden();
  await leader.getByRole("button", { name: "Giao chỉ đạo" }).click();
  const form = at(LEADER).locator(DIALOG);
  await form.getByLabel("Nội dung").fill("Cử người tới hầm chui trước 22 giờ");
  await form.getByRole("button", { name: "Giao chỉ đạo" }).click();
  await expect(form).toBeHidden();
  await choose(at(DUTY), LOW);
  const duty = detail(at(DUTY));
  const order = duty.getByRole("listitem").filter({ hasText: "Cử người tới hầm chui trước 22 giờ" }).first();
  await order.getByRole("button", { name: "Đã làm xong" }).click();
  const answer = at(DUTY).locator(DIALOG);
  await answer.getByRole("textbox").fill("Tổ 3 đã tới, hầm đã rào");
  await answer.locator("button[type=submit]").click();
  await expect(leader.getByText("Tổ 3 đã tới, hầm đã rào").first()).toBeVisible();
});

test("on a phone the list and an alert are pages, and the way back is the device's", async ({ browser }) => {
  const phone = await desk(browser, LEAD, { width: 390, height: 844 });
  await choose(phone, DEEP);
  await expect(row(phone, DEEP)).toBeHidden();
  const ack = phone.getByRole("button", { name: "Xác nhận", exact: true });
  const box = await ack.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeGreaterThan(760);
  expect(await sideways(phone)).toBeLessThanOrEqual(0);
  await phone.goBack();
  await found(phone, DEEP);
  await expect(phone).toHaveURL(/\/desk/);
  await choose(phone, DEEP);
  await rule();
  for (const key of CROWD) await raise(key, 4);
  await ack.click();
  await expect(detail(phone).getByText(new RegExp(`${LEAD.name} nhận lúc`))).toBeVisible();
  await phone.getByRole("button", { name: "Danh sách" }).first().click();
  // Taken, it stands lower among the others, and is in sight all the same; also when more push it down.
  await found(phone, DEEP);
  const before = await listed(phone);
  for (const key of LATER) await raise(key, 4);
  await expect.poll(() => listed(phone)).toBe(before + LATER.length);
  await found(phone, DEEP);
  for (const key of [...CROWD, ...LATER]) await over(key);
  await quiet();
  await phone.context().close();
});

test("what is over is found by words, and read only", async () => {
  const duty = at(DUTY);
  await sensors.say(DEEP, "flood_depth", 0.01);
  const lead = detail(at(LEAD));
  await choose(at(LEAD), DEEP);
  await expect(lead.getByText("Chờ đóng", { exact: true }).first()).toBeVisible();
  await lead.getByRole("button", { name: "Đóng", exact: true }).click();
  const form = at(LEAD).locator(DIALOG);
  await form.getByLabel("Nội dung").fill("Nước rút, đã mở hầm");
  await form.getByRole("button", { name: "Đóng", exact: true }).last().click();
  await expect(row(at(LEAD), DEEP)).toBeHidden();

  await duty.goto("/desk?view=history");
  await duty.getByLabel("Tìm theo tên quy tắc, trạm, nguồn").fill("ngap duong thu");
  await duty.getByRole("list", { name: "Cảnh báo đã đóng" }).getByRole("button").first().click();
  await expect(detail(duty).getByText("Nước rút, đã mở hầm")).toBeVisible();
  await expect(detail(duty).getByRole("button", { name: "Ghi chú" })).toBeHidden();
});

test("neither the detail, nor incidents, nor history has a serious accessibility fault", async () => {
  const lead = at(LEAD);
  const found: string[] = [];
  const look = async (page: Page, where: string) => {
    const { violations } = await new AxeBuilder({ page }).exclude("canvas").analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact === "serious" || impact === "critical") found.push(`${where}: ${id} ${nodes[0]?.html}`);
    }
  };
  await look(at(DUTY), "history");
  await choose(lead, LOW);
  await look(lead, "detail");
  await lead.getByRole("button", { name: "Theo tình huống" }).click();
  await look(lead, "incidents");
  await detail(lead).getByRole("button", { name: "Giao việc" }).click();
  await expect(lead.locator(DIALOG).getByText(DUTY.name)).toBeVisible();
  await look(lead, "assign");
  expect(found).toEqual([]);
});

const detail = (page: Page) => page.locator("article[aria-labelledby=alert-title]");
const row = (page: Page, key: string) => page.getByRole("main").locator("li").filter({ hasText: key });
/** How many alerts the desk says that it shows. */
async function listed(page: Page): Promise<number> {
  const text = await page
    .getByText(/^\d+ trên \d+ cảnh báo/)
    .first()
    .textContent();
  return Number.parseInt(text ?? "", 10);
}
/** In sight, not only somewhere in the page, and the next key goes on from there. */
async function found(page: Page, key: string): Promise<void> {
  await expect(row(page, key)).toBeInViewport({ ratio: 0.9 });
  // Not toBeFocused: of several pages of one browser only one has its focused element match :focus.
  const hasFocus = () => row(page, key).evaluate((line) => line.contains(document.activeElement));
  await expect.poll(hasFocus).toBe(true);
}
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function choose(page: Page, key: string): Promise<void> {
  // A list that moves at that moment may take the press for a neighbour.
  await expect(async () => {
    await row(page, key).getByRole("button").first().click();
    await expect(detail(page).locator("header").getByText(key)).toBeVisible({ timeout: 3_000 });
  }).toPass();
}

async function askShelf(page: Page, why: string): Promise<void> {
  await detail(page).getByRole("button", { name: "Tạm gác", exact: true }).click();
  const form = page.locator(DIALOG);
  await form.getByLabel("Lý do").fill(why);
  await form.getByRole("button", { name: "Đề nghị tạm gác" }).click();
  await expect(form).toBeHidden();
}

async function desk(
  browser: Browser,
  { email }: { email: string },
  viewport?: { width: number; height: number },
) {
  const context = await browser.newContext(viewport ? { viewport, hasTouch: true, isMobile: true } : {});
  const page = await context.newPage();
  await signIn(page, email);
  await page.goto("/desk");
  return page;
}

/** What the engineer of a province would save as rows: two sensors that are judged, and a procedure. */
async function flood(): Promise<void> {
  const pool = database();
  for (const key of [LOW, DEEP]) await sensors.say(key, "flood_depth", 0.01);
  await confirmDevices(LOW, DEEP);
  await upsertRule(pool, {
    id: "thu-ngap-duong",
    kind: "threshold",
    nameVi: TITLE,
    nameEn: "Street flooding, trial",
    params: {
      levels: [
        { id: "thap", priority: 3, value: 0.2 },
        { id: "sau", priority: 1, value: 0.5 },
      ],
    },
    target: { metric: "flood_depth" },
    priority: 3,
    response: {
      cause: "Mưa vượt sức thoát nước",
      consequence: "Xe không qua được",
      action: "Rào đoạn ngập, mở trạm bơm",
      minutes: 20,
      owner: "Trực ban",
      steps: STEPS,
    },
  });
  await pool.end();
  await expect(async () => {
    await sensors.say(LOW, "flood_depth", 0.3);
    await sensors.say(DEEP, "flood_depth", 0.8);
    for (const key of [LOW, DEEP]) await expect(row(at(LEAD), key)).toBeVisible({ timeout: 2_000 });
  }).toPass();
}
