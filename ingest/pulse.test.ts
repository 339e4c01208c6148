import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Pool } from "#lib/db/pool.ts";
import { Owed } from "./owed.ts";
import { openPulse, type Pulse } from "./pulse.ts";
import { eventually } from "./testing.ts";

let now = 1_000_000;
let owed = new Owed();
let storedAt = now;
let unreached = new Map<string, number>();
let full = false;
let pulse: Pulse | undefined;
afterEach(() => pulse?.close());

function open(releasedMark?: string): Pulse {
  now = 1_000_000;
  owed = new Owed();
  storedAt = now;
  unreached = new Map();
  full = false;
  const query = async () => {
    if (full) throw Object.assign(new Error("could not write: No space left on device"), { code: "53100" });
  };
  pulse = openPulse({
    pool: { query } as unknown as Pool,
    sink: { storedAt: () => storedAt, trouble: () => null },
    runner: { owed: () => ({ count: owed.count(), oldest: owed.oldest() }), unreached: () => unreached },
    now: () => now,
    roomMs: 10,
    releasedMark,
  });
  return pulse;
}
const receive = (n: number) => {
  for (let i = 0; i < n; i++) owed.slot(now).count++;
};

test("nothing received is nothing owed, however long ago the last was stored", () => {
  const { deaf } = open();
  now += 3_600_000;
  expect(deaf()).toBeNull();
});

test("what was received and is not settled in 2.5 s says that nothing is stored", () => {
  const { deaf, unheard } = open();
  receive(3);
  now += 2_400;
  expect(deaf()).toBeNull();
  now += 200;
  expect(deaf()).toEqual({ reason: "not_stored", forMs: 2_600, waiting: 3 });
  expect(unheard()).toBe("all");
});

test("a queue that moves is no fault, until something in it has waited for 15 s", () => {
  const { deaf } = open();
  receive(1);
  now += 10_000;
  storedAt = now - 100;
  expect(deaf()).toBeNull();
  now += 6_000;
  storedAt = now - 100;
  expect(deaf()?.reason).toBe("not_stored");
});

test("a full disk is noticed while nobody sends anything, and when it has room again", async () => {
  const { deaf } = open();
  full = true;
  await eventually(() => deaf()?.reason === "disk_full");
  full = false;
  await eventually(() => deaf() === null);
});

test("a reserve that was given up is a warning for as long as its mark stands", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hai-dang-pulse-"));
  const releasedMark = join(folder, "reserve.released");
  const { deaf, unheard } = open(releasedMark);
  await writeFile(releasedMark, "");
  await eventually(() => deaf()?.reason === "disk_low");
  expect(unheard()).toEqual(new Set());
  await rm(folder, { recursive: true });
  await eventually(() => deaf() === null);
});

test("a broker of our own that does not answer is named, and which feeds cannot be heard", () => {
  const { deaf, unheard } = open();
  unreached.set("f", now);
  now += 3_000;
  expect(deaf()?.reason).toBe("broker_silent");
  expect(unheard()).toEqual(new Set(["f"]));
});
