import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { over, quiet, raise, rule } from "./alarms.ts";
import { add, asAdmin, DUTY, signIn } from "./people.ts";

/** One story in order: the bell of a duty person's browser. */
test.describe.configure({ mode: "serial" });

let context: BrowserContext;
let desk: Page;

test.beforeAll(async ({ browser }) => {
  const admin = await browser.newPage();
  await asAdmin(admin);
  await add(admin.request, DUTY, "duty");
  await admin.close();
  const door = await browser.newPage();
  await signIn(door, DUTY.email);
  // Signed in, in a browser where nobody has touched a page yet: a touch may count for pages that come after it.
  context = await browser.newContext({ storageState: await door.context().storageState() });
  await context.addInitScript(listenIn);
  await door.close();
  await rule();
  await quiet();
  await raise("chuong-1", 2);
});
test.afterAll(async () => {
  for (const key of ["chuong-1", "chuong-2"]) await over(key);
  await context?.close();
});

test("a page that nobody has touched may not sound, and says so until it is touched", async () => {
  desk = await context.newPage();
  await desk.goto("/desk");
  const bar = desk.getByRole("button", { name: /^Bật chuông/ });
  await expect(bar).toBeVisible();
  expect(await heard(desk)).toEqual({ states: ["suspended"], sounding: 0 });

  await bar.click();
  await expect(bar).toBeHidden();
  await expect.poll(() => heard(desk)).toEqual({ states: ["running"], sounding: 1 });
});

test("the sound runs: the loudspeaker's clock goes on, and samples are not silence", async () => {
  const before = await desk.evaluate(() => window.heard.contexts.at(-1)?.currentTime ?? 0);
  await expect
    .poll(() => desk.evaluate(() => window.heard.contexts.at(-1)?.currentTime ?? 0))
    .toBeGreaterThan(before + 0.5);
  expect(await desk.evaluate(() => window.heard.peak)).toBeGreaterThan(0.3);
});

test("of several pages of one person one rings, and another when that one goes", async () => {
  const second = await context.newPage();
  await second.goto("/desk");
  await second.mouse.click(5, 5);
  await expect.poll(async () => (await heard(second)).states).toEqual(["running"]);
  expect((await heard(second)).sounding).toBe(0);
  expect((await heard(desk)).sounding).toBe(1);
  await desk.close();
  await expect.poll(async () => (await heard(second)).sounding).toBe(1);
  desk = second;
});

test("silence lasts for minutes that are counted, acknowledges nothing, and does not cover a new P1", async () => {
  await desk.getByRole("button", { name: "Chuông", exact: true }).click();
  await desk.getByRole("button", { name: "5 phút", exact: true }).click();
  await expect(desk.getByText(/Đã tắt chuông đến .*còn 4:5\d/)).toBeVisible();
  await expect.poll(async () => (await heard(desk)).sounding).toBe(0);
  await expect(desk.locator("[data-alert]").filter({ hasText: "Mới" }).first()).toBeVisible();

  await raise("chuong-2", 1);
  await expect.poll(async () => (await heard(desk)).sounding).toBe(1);
  await over("chuong-2");
  await expect.poll(async () => (await heard(desk)).sounding).toBe(0);
  await desk.getByRole("button", { name: "Bật lại chuông" }).click();
  await expect.poll(async () => (await heard(desk)).sounding).toBe(1);
});

test("a hidden page rings", async () => {
  await over("chuong-1");
  await expect.poll(async () => (await heard(desk)).sounding).toBe(0);
  await desk.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await raise("chuong-2", 1);
  await expect.poll(() => heard(desk)).toEqual({ states: ["running"], sounding: 1 });
});

type Heard = { contexts: AudioContext[]; sounding: Set<AudioBufferSourceNode>; peak: number };
declare global {
  interface Window {
    heard: Heard;
  }
}

/** In the page: which loudspeakers there are, and what goes on sounding from them. */
function listenIn(): void {
  const heard: Heard = { contexts: [], sounding: new Set(), peak: 0 };
  window.heard = heard;
  // What a test asks of a page counts as a touch for the browser, and one without a screen lets every page sound. So
  // the rule is kept here: silent before the first real press.
  let touched = false;
  for (const press of ["pointerdown", "keydown"]) {
    addEventListener(
      press,
      ({ isTrusted }) => {
        touched ||= isTrusted;
      },
      { capture: true },
    );
  }
  const Real = window.AudioContext;
  window.AudioContext = class extends Real {
    constructor() {
      super();
      heard.contexts.push(this);
      if (!touched) void this.suspend();
    }
    async resume(): Promise<void> {
      if (touched) await super.resume();
    }
    close(): Promise<void> {
      heard.contexts.splice(heard.contexts.indexOf(this), 1);
      return super.close();
    }
    createBufferSource(): AudioBufferSourceNode {
      const source = super.createBufferSource();
      const { start, stop } = source;
      source.start = () => {
        if (source.loop) heard.sounding.add(source);
        for (const sample of source.buffer?.getChannelData(0) ?? [])
          heard.peak = Math.max(heard.peak, sample);
        start.call(source);
      };
      source.stop = () => {
        heard.sounding.delete(source);
        stop.call(source);
      };
      return source;
    }
  };
}

function heard(page: Page) {
  return page.evaluate(() => ({
    states: window.heard.contexts.map(({ state }) => state),
    sounding: window.heard.sounding.size,
  }));
}
