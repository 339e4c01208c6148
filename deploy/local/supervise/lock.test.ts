import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bornOf, isAlive, releaseLock, takeLock, withLock } from "./lock.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hai-dang-lock-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a lock that is held tells by whom", async () => {
  const path = join(folder, "held");
  expect(await takeLock(path)).toEqual({ taken: true });
  expect(await takeLock(path)).toMatchObject({ taken: false, holder: { pid: process.pid } });
  await releaseLock(path);
  expect(await takeLock(path)).toEqual({ taken: true });
});

test("a lock of a process that was killed is taken over", async () => {
  const child = spawn("sleep", ["60"]);
  const holder = { pid: child.pid as number, born: (await bornOf(child.pid as number)) as string };
  const path = join(folder, "stale");
  await writeFile(path, JSON.stringify(holder));
  expect(await takeLock(path)).toMatchObject({ taken: false });
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("exit", resolve));
  expect(await takeLock(path)).toEqual({ taken: true });
});

test("a process that got the number of a dead holder is not that holder", async () => {
  expect(await isAlive({ pid: process.pid, born: "1" })).toBe(false);
});

test("a lock file cut off by a crash does not lock for ever", async () => {
  const path = join(folder, "torn");
  await writeFile(path, '{"pid":');
  expect(await takeLock(path)).toEqual({ taken: true });
});

test("work under a lock is done one after the other", async () => {
  const path = join(folder, "queue");
  let inside = 0;
  let most = 0;
  const work = () =>
    withLock(path, async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside--;
    });
  await Promise.all([work(), work(), work()]);
  expect(most).toBe(1);
});
