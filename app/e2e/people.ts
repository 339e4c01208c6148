import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { running } from "./station.ts";

/** A dialog that somebody opened; the short messages in the corner call themselves dialogs too. */
export const DIALOG = "[role=dialog]:not([data-kind])";

export const PASSWORD = "ngon hải đăng sáng suốt đêm";
export const ADMIN = { name: "Trần Quản Trị", email: "admin@example.vn" };
export const DUTY = { name: "Lê Trực Ban", email: "truc@example.vn" };

export const LEAD = { name: "Phạm Trưởng Ca", email: "truongca@example.vn" };
export const SECOND_LEAD = { name: "Võ Phó Ca", email: "phoca@example.vn" };
export const LEADER = { name: "Đặng Lãnh Đạo", email: "lanhdao@example.vn" };

/** The administrator's page, whether another story made that person already or not. */
export async function asAdmin(page: Page): Promise<void> {
  const link = running.setupLink;
  if (link) await page.goto(link);
  const form = page.getByRole("button", { name: "Tạo người quản trị" });
  if (!link || !(await form.isVisible())) return signIn(page, ADMIN.email);
  await page.getByLabel("Họ và tên").fill(ADMIN.name);
  await page.getByLabel("Email").fill(ADMIN.email);
  await page.getByLabel("Mật khẩu", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Nhập lại mật khẩu").fill(PASSWORD);
  await form.click();
  await page.waitForURL((url) => !url.pathname.startsWith("/setup"));
}

/** Adds a person, who chooses a password with the link; one who is there already must be the same. @returns the id */
export async function add(
  request: APIRequestContext,
  { name, email }: { name: string; email: string },
  role: string,
): Promise<string> {
  const answer = await request.post("/api/users", {
    data: { name, email, role },
    headers: { origin: running.web },
  });
  expect([201, 409], `${email}: ${answer.status()} ${await answer.text()}`).toContain(answer.status());
  if (answer.status() === 201) {
    const { id, path } = await answer.json();
    await choosePassword(path);
    return id;
  }
  const people = (await (await request.get("/api/users")).json()) as {
    id: string;
    email: string;
    name: string;
  }[];
  const found = people.find((one) => one.email === email);
  expect(found?.name, email).toBe(name);
  return found?.id as string;
}

/** In a browser of their own, where nobody else is signed in. */
async function choosePassword(path: string): Promise<void> {
  const answer = await fetch(`${running.web}/api/invite`, {
    method: "POST",
    headers: { origin: running.web, "content-type": "application/json" },
    body: JSON.stringify({ token: path.split("/").at(-1), password: PASSWORD }),
  });
  expect(answer.status).toBe(200);
}

type Cookies = Parameters<ReturnType<Page["context"]>["addCookies"]>[0];
/** One sign-in a person: the stories need many, and each takes a tenth of a second. */
const sessions = new Map<string, Cookies>();

/** Through the form the first time; then with the session that it gave. */
export async function signIn(page: Page, email: string): Promise<void> {
  const known = sessions.get(email);
  if (known) {
    await page.context().addCookies(known);
    await page.goto("/");
    if (!new URL(page.url()).pathname.startsWith("/login")) return;
  }
  await signInByForm(page, email);
  sessions.set(email, await page.context().cookies());
}

async function signInByForm(page: Page, email: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Mật khẩu", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/login"));
}

/** A call of the page's own server, with its session; fails the test unless it is accepted. */
export async function post(request: APIRequestContext, path: string, data: unknown) {
  const answer = await request.post(path, { data, headers: { origin: running.web } });
  expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
  return answer.json();
}
