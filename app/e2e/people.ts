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

/** Adds a person; one who is there already must be the same. */
export async function add(request: APIRequestContext, person: { name: string; email: string }, role: string) {
  const data = { ...person, password: PASSWORD, role };
  const answer = await request.post("/api/users", { data, headers: { origin: running.web } });
  expect([201, 409], `${person.email}: ${answer.status()} ${await answer.text()}`).toContain(answer.status());
  if (answer.status() === 201) return;
  const people = (await (await request.get("/api/users")).json()) as { email: string; name: string }[];
  expect(people.find(({ email }) => email === person.email)?.name, person.email).toBe(person.name);
}

type Cookies = Parameters<ReturnType<Page["context"]>["addCookies"]>[0];
/** A room signs in at most twenty times a minute; the stories together do so more often. */
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
