import { type Browser, expect, type Page, test } from "@playwright/test";
import { upsertRule } from "#lib/rule/sql.ts";
import { ADMIN, add, DIALOG, signIn } from "./people.ts";
import { confirmDevices, database, device, running } from "./station.ts";

const GAUGE = "cau-ban-giao";
const LIMIT = 9;
const PEOPLE = {
  duty: { name: "Đỗ Trực Đêm", email: "dem@example.vn", role: "duty" },
  lead: { name: "Vũ Trưởng Ca", email: "truongca-dem@example.vn", role: "lead" },
  leader: { name: "Ngô Lãnh Đạo", email: "lanhdao-dem@example.vn", role: "leader" },
} as const;
const HOUR = 3_600_000;

/** A night in order: the roster, an order and its answer, the hand-over with an alert that rang meanwhile, the report. */
test.describe.configure({ mode: "serial" });

let river: Awaited<ReturnType<typeof device>>;
let duty: Page;
let lead: Page;
let leader: Page;
const ids: { [who: string]: string } = {};

test.beforeAll(async ({ browser }) => {
  river = await device();
  const admin = await browser.newPage();
  await signIn(admin, ADMIN.email);
  for (const [who, person] of Object.entries(PEOPLE)) {
    ids[who] = await add(admin.request, person, person.role);
  }
  await admin.context().close();
  [duty, lead, leader] = [
    await opened(browser, PEOPLE.duty.email),
    await opened(browser, PEOPLE.lead.email),
    await opened(browser, PEOPLE.leader.email),
  ];
  await watchGauge();
});
test.afterAll(async () => {
  for (const page of [duty, lead, leader]) await page?.context().close();
  await river?.end();
});

test("a lead plans a week, puts people on a shift, and takes a change back", async () => {
  await lead.goto("/shifts?tab=roster&day=2031-03-05");
  await expect(lead.getByText("Tuần từ 03/03/2031")).toBeVisible();
  await lead.getByRole("button", { name: "Tạo lịch trực" }).click();
  await lead.locator(DIALOG).getByRole("button", { name: "Tạo lịch trực" }).click();
  await expect(lead.getByText("Đã tạo 21 ca.")).toBeVisible();
  await expect(lead.getByText("Còn 21 ca thiếu người trong khoảng này")).toBeVisible();

  const night = lead
    .getByRole("listitem")
    .filter({ hasText: "03/03" })
    .getByRole("button", { name: /Ca đêm/ });
  await night.click();
  const dialog = lead.locator(DIALOG);
  await dialog.getByRole("combobox", { name: "Trưởng ca" }).click();
  await lead.getByRole("option", { name: PEOPLE.lead.name }).click();
  await dialog.getByLabel(PEOPLE.duty.name).check();
  await dialog.getByRole("button", { name: "Lưu ca trực" }).click();
  await expect(night).toContainText(PEOPLE.duty.name);
  await expect(night).not.toContainText("Chưa có trưởng ca");

  await lead.getByRole("button", { name: "Hoàn tác" }).click();
  await expect(night).not.toContainText(PEOPLE.duty.name);
  await expect(night).toContainText("Chưa phân công");
});

test("a leader's order is answered, and the leader sees it without asking", async () => {
  await leader.goto("/shifts?tab=orders");
  await leader.getByRole("button", { name: "Giao chỉ đạo" }).click();
  const dialog = leader.locator(DIALOG);
  await dialog.getByLabel("Nội dung").fill("Kiểm tra cống số 3");
  await dialog.getByRole("button", { name: "Giao chỉ đạo" }).click();
  await expect(leader.getByText("Chờ nhận")).toBeVisible();

  await duty.goto("/shifts?tab=orders");
  await duty.getByRole("button", { name: "Nhận chỉ đạo" }).click();
  await expect(leader.getByText("Đã nhận", { exact: true })).toBeVisible({ timeout: 5_000 });
  await duty.getByRole("button", { name: "Đã làm xong" }).click();
  await duty.locator(DIALOG).getByLabel("Kết quả").fill("Cống số 3 đóng kín");
  await duty.locator(DIALOG).getByRole("button", { name: "Gửi trả lời" }).click();
  await expect(leader.getByText("Cống số 3 đóng kín")).toBeVisible({ timeout: 5_000 });
});

test("a shift is handed over: prepared, read back, found stale, refreshed and signed", async () => {
  const shift = await shiftNow();
  await say(LIMIT + 1);
  await duty.goto(`/shifts?shift=${shift}`);
  await duty.getByLabel("Nội dung lưu ý cho ca sau").fill("Theo dõi mực nước cầu");
  await duty.getByRole("button", { name: "Lập bản bàn giao" }).click();
  await expect(duty.getByText("Chờ ký nhận")).toBeVisible();
  await expect(duty.getByText("Nước rất cao").first()).toBeVisible();
  await expect(duty.getByRole("button", { name: "Ký nhận ca" })).toBeHidden();

  await lead.goto(`/shifts?shift=${shift}`);
  await expect(lead.getByText("Theo dõi mực nước cầu")).toBeVisible();
  const sign = lead.getByRole("button", { name: "Ký nhận ca" });
  await expect(sign).toBeDisabled();
  await readAll(lead);
  await expect(sign).toBeEnabled();

  await secondGauge();
  await expect(lead.getByText(/Có cảnh báo P1, P2 mới phát sau khi chụp/)).toBeVisible();
  await expect(sign).toBeDisabled();
  await lead.getByRole("button", { name: "Cập nhật bản bàn giao" }).click();
  await expect(lead.getByText("Đã cập nhật. Cảnh báo đã xác nhận vẫn giữ.")).toBeVisible();
  // Of the two that share a title only the new one is left to read.
  await expect(lead.getByRole("button", { name: /Tôi đã nắm: Nước rất cao/ })).toHaveCount(1);
  await readAll(lead);
  await lead.getByLabel(/Ý kiến của ca nhận/).fill("Đã nhận đủ");
  await sign.click();
  await expect(lead.getByText(`${PEOPLE.lead.name} ký nhận lúc`)).toBeVisible();
  await expect(lead.getByText("Nội dung nguyên vẹn")).toBeVisible();
  await expect(duty.getByText("Đã ký nhận", { exact: true })).toBeVisible({ timeout: 5_000 });

  await lead.goto(`/shifts/${shift}/report`);
  await expect(lead.getByRole("heading", { name: "Cảnh báo trong ca" })).toBeVisible();
  await expect(lead.getByText("Cống số 3 đóng kín")).toBeVisible();
  await expect(lead.getByText(`${PEOPLE.lead.name} ký nhận lúc`)).toBeVisible();
});

test("alarm health shows every figure with its verdict, and the alarms behind it", async () => {
  await lead.goto("/alarm-health?sim=0");
  const card = lead.getByRole("article", { name: "Cảnh báo trong 10 phút qua" });
  await expect(card.getByText(/Đạt|Cần chú ý|Không đạt/)).toBeVisible();
  await expect(lead.getByText(/cần 30 ngày dữ liệu/).first()).toBeVisible();
  await card.getByRole("link", { name: /Xem danh sách/ }).click();
  await expect(lead.getByRole("table").getByText("Nước rất cao").first()).toBeVisible();
});

async function opened(browser: Browser, email: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, email);
  return page;
}

async function readAll(page: Page): Promise<void> {
  const buttons = page.getByRole("button", { name: /Tôi đã nắm/ });
  await expect(buttons.first()).toBeVisible();
  for (let left = await buttons.count(); left > 0; left--) {
    await buttons.first().click();
    await expect(buttons).toHaveCount(left - 1);
  }
}

/** A shift that ends in half an hour, and the one after it with the lead. */
async function shiftNow(): Promise<number> {
  const pool = database();
  const add = async (from: number, to: number, who: string, role: string) => {
    const { rows } = await pool.query<{ id: number }>(
      `WITH made AS (
         INSERT INTO shift (day, name_vi, name_en, starts_at, ends_at)
         VALUES (($1::timestamptz AT TIME ZONE local_zone())::date, 'Ca thử', 'Trial', $1, $2) RETURNING id)
       INSERT INTO shift_member SELECT id, $3, $4 FROM made RETURNING shift_id AS id`,
      [new Date(from), new Date(to), who, role],
    );
    return rows[0]?.id as number;
  };
  const now = Date.now();
  const id = await add(now - 7 * HOUR, now + HOUR / 2, ids.duty as string, "duty");
  await add(now + HOUR / 2, now + 8 * HOUR, ids.lead as string, "lead");
  await pool.end();
  return id;
}

async function say(value: number, gauge = GAUGE): Promise<void> {
  await expect(async () => {
    await river.say(gauge, "water_level", value);
    const answer = await duty.request.get(`${running.web}/api/alerts?state=open`);
    const { alerts } = (await answer.json()) as {
      alerts: { asset: { key: string } | null; ruleKind: string }[];
    };
    expect(alerts.some((alert) => alert.asset?.key === gauge && alert.ruleKind === "threshold")).toBe(true);
  }).toPass();
}

async function watchGauge(gauge = GAUGE, id = "nuoc-rat-cao"): Promise<void> {
  await river.say(gauge, "water_level", 1);
  await confirmDevices(gauge);
  const pool = database();
  await upsertRule(pool, {
    id,
    kind: "threshold",
    nameVi: "Nước rất cao",
    nameEn: "Very high water",
    params: { levels: [{ id: "cao", priority: 1, value: LIMIT }] },
    target: { metric: "water_level", assets: [gauge] },
    priority: 1,
    response: {
      cause: "Lũ lên",
      consequence: "Ngập cầu",
      action: "Báo xã, cấm cầu",
      minutes: 10,
      owner: "Trực ban",
    },
  });
  await pool.end();
}

async function secondGauge(): Promise<void> {
  await watchGauge("cau-thu-hai", "nuoc-rat-cao-2");
  await say(LIMIT + 2, "cau-thu-hai");
}
