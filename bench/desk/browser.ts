import { chromium, type Page } from "@playwright/test";
import { ensureChromium } from "#deploy/local/chromium.ts";
import config from "../../playwright.config.ts";
import type { DeskScene } from "./scene.ts";

/** A person in a hurry. */
const PRESS_EVERY_MS = 200;
const SETTLE_MS = 3_000;
const LIST_MS = 60_000;

type Samples = { paint: number[]; event: number[] };
declare global {
  interface Window {
    benchKeys: Samples;
  }
}

/**
 * As an office machine without a graphics card draws pages: the journeys' WebGL on the CPU is for maps, and draws a
 * page three times as slowly (p95 317 ms in place of 84, one after the other on 28 November 2026).
 */
const ARGS = [
  ...(config.use?.launchOptions?.args ?? []).filter((arg) => !/gl=|angle=|swiftshader/.test(arg)),
  "--disable-gpu",
];

/** The desk in a real browser, drawn by the CPU. */
export async function openDesk({ url, cookie }: DeskScene, report: (line: string) => void) {
  const browser = await chromium.launch({
    executablePath: await ensureChromium(report),
    args: ARGS,
  });
  const { viewport, locale, timezoneId } = config.use ?? {};
  const context = await browser.newContext({ viewport, locale, timezoneId });
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url }]);
  await context.addInitScript(watchKeys);
  const page = await context.newPage();
  await page.goto(`${url}/desk`);
  await page.getByRole("searchbox").waitFor();
  return {
    pressWhile: (storm: Promise<void>) => pressWhile(page, storm),
    listed: (count: number) => listed(page, count),
    close: () => browser.close(),
  };
}

/** In the page: from a key to the frame that shows what it did, and what the browser says of it. */
function watchKeys(): void {
  const samples: Samples = { paint: [], event: [] };
  window.benchKeys = samples;
  addEventListener(
    "keydown",
    ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        // Comes when the frame was handed over for painting.
        port1.onmessage = () => samples.paint.push(performance.now() - timeStamp);
        port2.postMessage(null);
      });
    },
    { capture: true },
  );
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === "keydown") samples.event.push(duration);
  }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
}

async function pressWhile(page: Page, storm: Promise<void>) {
  let going = true;
  const over = storm.finally(() => {
    going = false;
  });
  await page.waitForTimeout(SETTLE_MS);
  // A flood of alarms turns the desk to incidents by itself; measured is the list.
  await page.getByRole("button", { name: "Danh sách", exact: true }).first().click();
  await page.locator("[data-alert]").first().waitFor();
  await page.evaluate(() => {
    window.benchKeys.paint.length = 0;
    window.benchKeys.event.length = 0;
  });
  let moved = 0;
  for (let n = 0; going; n++) {
    const before = await page.evaluate(chosen);
    await page.keyboard.press(n % 10 === 9 ? "k" : "j");
    if ((await page.evaluate(chosen)) !== before) moved++;
    await page.waitForTimeout(PRESS_EVERY_MS);
  }
  await over;
  const { paint, event } = await page.evaluate(() => window.benchKeys);
  if (moved < paint.length / 2) throw new Error(`of ${paint.length} keys only ${moved} moved the choice`);
  return {
    keys: paint.length,
    p50_ms: Math.round(quantile(paint, 0.5)),
    p95_ms: Math.round(quantile(paint, 0.95)),
    worst_ms: Math.round(Math.max(...paint)),
    // Faster ones are not reported; they count as the least that is.
    event_p95_ms:
      event.length === 0
        ? null
        : quantile([...event, ...Array(Math.max(0, paint.length - event.length)).fill(16)], 0.95),
  };
}

/** In the page: the chosen alert. New ones above may have pushed it out of what is drawn. */
function chosen(): string | undefined {
  return document.querySelector<HTMLElement>("[data-alert][aria-current=true]")?.dataset.alert;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] as number;
}

/** Scrolls through the whole list. @returns the ids of all rows that it drew */
async function listed(page: Page, count: number): Promise<Set<number>> {
  const figure = count.toLocaleString("vi-VN");
  await page.getByText(`${figure} trên ${figure} cảnh báo`).waitFor({ timeout: LIST_MS });
  const ids = await page.evaluate(async () => {
    const found = new Set<string>();
    const frame = document.querySelector("[data-alert]")?.closest("ul")?.parentElement as HTMLElement;
    frame.scrollTop = 0;
    for (;;) {
      for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
      for (const row of document.querySelectorAll<HTMLElement>("[data-alert]"))
        found.add(row.dataset.alert ?? "");
      if (frame.scrollTop + frame.clientHeight >= frame.scrollHeight - 1) return [...found];
      // Rows are drawn some way beyond the edges of the frame.
      frame.scrollTop += frame.clientHeight;
    }
  });
  return new Set(ids.map(Number));
}
