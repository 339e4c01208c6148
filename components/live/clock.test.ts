import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Hello } from "#lib/protocol.ts";
import { ServerClock, UNKNOWN_TIME } from "./clock.ts";
import { LiveStore } from "./store.ts";

const HOUR = 3_600_000;
const SERVER = Date.UTC(2026, 10, 30, 5);
const HELLO: Hello = {
  build: "b",
  epoch: "e",
  serverTime: SERVER,
  who: { kind: "kiosk", wallId: "overview" },
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("is unknown before the server has spoken, not the time of the PC", () => {
  vi.setSystemTime(SERVER - 25 * HOUR);
  expect(new ServerClock().now()).toBe(UNKNOWN_TIME);
  expect(new LiveStore().now()).toBe(UNKNOWN_TIME);
});

it.each([-25, -3, 0, 3])("is the server's on a PC that is %i h wrong", (hours) => {
  vi.setSystemTime(SERVER + hours * HOUR);
  const store = new LiveStore();
  store.hello(HELLO, performance.now());
  vi.advanceTimersByTime(90_000);
  expect(store.now()).toBe(SERVER + 90_000);
});

it("does not move when the PC's clock is set while the page lives", () => {
  const store = new LiveStore();
  store.hello(HELLO, performance.now());
  vi.setSystemTime(SERVER + 3 * HOUR);
  expect(store.now()).toBe(SERVER);
  vi.setSystemTime(SERVER - 25 * HOUR);
  vi.advanceTimersByTime(1_000);
  expect(store.now()).toBe(SERVER + 1_000);
});

it("is first set by whatever of the server's words comes first", () => {
  const store = new LiveStore();
  store.status({ serverTime: SERVER, picture: "live", since: 0, deaf: null }, performance.now());
  expect(store.now()).toBe(SERVER);
});
