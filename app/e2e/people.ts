import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { running } from "./station.ts";

export const PASSWORD = "ngon hải đăng sáng suốt đêm";
export const ADMIN = { name: "Trần Quản Trị", email: "admin@example.vn" };
export const DUTY = { name: "Lê Trực Ban", email: "truc@example.vn" };

export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Địa chỉ thư điện tử").fill(email);
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
