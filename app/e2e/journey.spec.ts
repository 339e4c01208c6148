import { type Browser, expect, type Page, test } from "@playwright/test";
import { upsertRule } from "#lib/rule/sql.ts";
import { ADMIN, add, DUTY, PASSWORD, post, signIn } from "./people.ts";
import { confirmDevices, database, device, running } from "./station.ts";

const GAUGE = "cau-thu-nghiem";
const LIMIT = 7;

/** One story in order: from a fresh installation to an answered alert. Later chapters stand on the earlier ones. */
test.describe.configure({ mode: "serial" });

let river: Awaited<ReturnType<typeof device>>;
let wall: Page;

test.beforeAll(async () => {
  river = await device();
});
test.afterAll(async () => {
  await wall?.context().close();
  await river?.end();
});

test("a stranger sees the login page and nothing else", async ({ page, request }) => {
  for (const path of ["/", "/wall/overview", "/desk", "/feeds", "/admin"]) {
    await page.goto(path);
    expect(new URL(page.url()).pathname, path).toBe("/login");
  }
  for (const path of ["/api/series/1", "/api/alerts", "/api/users", "/api/kiosks", "/metrics"]) {
    expect([401, 404], path).toContain((await request.get(path)).status());
  }
  expect((await request.get("/api/health")).status()).toBe(200);
});

test("the set-up link makes the first administrator, once", async ({ page }) => {
  const link = running.setupLink as string;
  await page.goto(link);
  await page.getByLabel("Họ và tên").fill(ADMIN.name);
  await page.getByLabel("Email").fill(ADMIN.email);
  await page.getByLabel("Mật khẩu", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Nhập lại mật khẩu").fill(PASSWORD);
  await page.getByRole("button", { name: "Tạo người quản trị" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/setup"));
  await page.goto(link);
  await expect(page.getByText("Đường dẫn thiết lập không còn dùng được")).toBeVisible();
});

test("a published value is on a kiosk's wall within a second", async ({ page, browser }) => {
  await signIn(page, ADMIN.email);
  wall = await kioskWall(page, browser);
  await river.say(GAUGE, "water_level", 5.2);
  await confirmDevices(GAUGE);
  await expect(levels(wall).getByText("5,20")).toBeVisible();

  await river.say(GAUGE, "water_level", 5.37);
  await expect(levels(wall).getByText("5,37")).toBeVisible({ timeout: 1_000 });
});

test("an alert is raised, acknowledged at the desk by keyboard, and the wall shows it", async ({
  page,
  browser,
}) => {
  await signIn(page, ADMIN.email);
  await add(page.request, DUTY, "duty");
  await watchGauge();
  await expect(alerts(wall).getByText("Không có cảnh báo nào")).toBeVisible();

  const context = await browser.newContext();
  const desk = await context.newPage();
  await signIn(desk, DUTY.email);
  await desk.goto("/desk");
  await expect(async () => {
    await river.say(GAUGE, "water_level", LIMIT + 0.5);
    await expect(alerts(wall).getByText("Mới", { exact: true })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(desk.getByText("Nước cao thử nghiệm").first()).toBeVisible();

  await desk.keyboard.press("j");
  await desk.keyboard.press("a");
  await expect(desk.getByText(new RegExp(`${DUTY.name} nhận lúc`)).first()).toBeVisible();
  await expect(alerts(wall).getByText(/nhận/i).first()).toBeVisible();
  await expect(alerts(wall).getByText("Mới", { exact: true })).toBeHidden();
  await context.close();
});

test("a screen whose socket is cut says so, and is right again by itself", async ({ page, browser }) => {
  await signIn(page, ADMIN.email);
  let cut = false;
  const sockets = new Set<{ close(): Promise<void> }>();
  const screen = await kioskWall(page, browser, async (opened) => {
    await opened.routeWebSocket(/socket\.io|live/, async (socket) => {
      if (cut) return void (await socket.close());
      socket.connectToServer();
      sockets.add(socket);
    });
    await opened.route(/transport=polling/, (route) => (cut ? route.abort() : route.continue()));
  });
  await river.say(GAUGE, "water_level", 4.11);
  await expect(levels(screen).getByText("4,11")).toBeVisible();
  expect(sockets.size).toBeGreaterThan(0);

  const lost = screen.getByText("MẤT KẾT NỐI").first();
  cut = true;
  for (const socket of sockets) await socket.close();
  await expect(lost).toBeVisible({ timeout: 5_500 });
  await river.say(GAUGE, "water_level", 4.92);
  await expect(levels(screen).getByText("4,11")).toBeVisible();

  cut = false;
  await expect(lost).toBeHidden();
  await expect(levels(screen).getByText("4,92")).toBeVisible({ timeout: 2_000 });
  await screen.context().close();
});

test("another site's page cannot act with an administrator's cookie", async ({ page }) => {
  await signIn(page, ADMIN.email);
  const answer = await page.request.post("/api/users", {
    data: { name: "Kẻ lạ", email: "la@example.vn", role: "admin" },
    headers: { origin: "http://evil.example" },
  });
  expect(answer.status()).toBe(403);
  const people = (await (await page.request.get("/api/users")).json()) as { email: string }[];
  expect(people.map((p) => p.email)).not.toContain("la@example.vn");
});

test("a revoked kiosk link goes dark", async ({ page }) => {
  await signIn(page, ADMIN.email);
  const kiosks = (await (await page.request.get("/api/kiosks")).json()) as { id: number }[];
  for (const { id } of kiosks) {
    const answer = await page.request.delete(`/api/kiosks/${id}`, { headers: { origin: running.web } });
    expect([200, 404]).toContain(answer.status());
  }
  await expect(wall.getByText("Đường dẫn màn hình đã bị thu hồi")).toBeVisible({ timeout: 15_000 });
  expect((await wall.request.get("/api/series/1")).status()).toBe(401);
});

const levels = (screen: Page) => screen.getByRole("region", { name: "Mực nước sông", exact: true });
const alerts = (screen: Page) => screen.getByRole("region", { name: "Cảnh báo", exact: true });

async function kioskWall(
  admin: Page,
  browser: Browser,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<Page> {
  const { path } = await post(admin.request, "/api/kiosks", { name: "Màn thử", wallId: "overview", days: 1 });
  const context = await browser.newContext();
  const screen = await context.newPage();
  await prepare(screen);
  await screen.goto(path);
  await expect(screen).toHaveURL(/\/wall\/overview$/);
  await expect(screen.getByText("Trực tuyến")).toBeVisible();
  return screen;
}

/** What the engineer of a province would save as rows: the gauge is judged. */
async function watchGauge(): Promise<void> {
  const pool = database();
  await upsertRule(pool, {
    id: "thu-muc-nuoc",
    kind: "threshold",
    nameVi: "Nước cao thử nghiệm",
    nameEn: "High water, trial",
    params: { levels: [{ id: "cao", priority: 2, value: LIMIT }] },
    target: { metric: "water_level" },
    priority: 2,
    response: {
      cause: "Nước vượt mức thử",
      consequence: "Không có: đây là phép thử",
      action: "Xác nhận ở bàn trực",
      minutes: 10,
      owner: "Trực ban",
    },
  });
  await pool.end();
}
