import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { ADMIN, signIn } from "./people.ts";

const SIZES = [
  { name: "wall", width: 3840, height: 2160 },
  { name: "desk", width: 1920, height: 1080 },
  { name: "tablet", width: 1180, height: 820 },
  { name: "phone", width: 390, height: 844 },
];
/** Runs after the journey, on its system: there is an administrator, a device and an answered alert. */
const PAGES = [
  "/wall/overview",
  "/desk",
  "/incidents",
  "/rules",
  "/rules/new",
  "/shifts",
  "/orders",
  "/alarm-health",
  "/warnings",
  "/notify",
  "/feeds",
  "/admin",
  "/profile",
];

for (const size of SIZES) {
  test(`every page fits a ${size.name} screen`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: size, hasTouch: size.width < 1200 });
    const page = await context.newPage();
    await signIn(page, ADMIN.email);
    for (const path of PAGES) {
      await page.goto(path);
      await page.getByRole("main").waitFor();
      expect(await sideways(page), `${path} scrolls sideways by so many pixels`).toBeLessThanOrEqual(0);
    }
    await context.close();
  });
}

test("pages have no serious accessibility fault", async ({ page }) => {
  await signIn(page, ADMIN.email);
  const found: string[] = [];
  for (const path of ["/login", ...PAGES]) {
    await page.goto(path);
    await page.getByRole("main").waitFor();
    const { violations } = await new AxeBuilder({ page }).exclude("canvas").analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact === "serious" || impact === "critical") found.push(`${path}: ${id} ${nodes[0]?.html}`);
    }
  }
  expect(found).toEqual([]);
});

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
