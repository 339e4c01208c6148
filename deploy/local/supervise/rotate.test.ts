import { closeSync, openSync, writeSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rotate } from "./rotate.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hai-dang-rotate-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a log that is held open moves when it is too big, keeps three old ones and goes on", async () => {
  const log = join(folder, "a.log");
  const writer = openSync(log, "a");
  for (let n = 1; n <= 5; n++) {
    writeSync(writer, `${n}`.repeat(20));
    expect(await rotate(log, 10)).toBe(true);
  }
  writeSync(writer, "now");
  closeSync(writer);
  expect(await rotate(log, 10)).toBe(false);
  const read = (name: string) => readFile(join(folder, name), "utf8");
  expect((await readdir(folder)).toSorted()).toEqual(["a.log", "a.log.1", "a.log.2", "a.log.3"]);
  expect(await read("a.log")).toBe("now");
  expect(await read("a.log.1")).toBe("5".repeat(20));
  expect(await read("a.log.3")).toBe("3".repeat(20));
});

test("a log that is not there is left alone", async () => {
  expect(await rotate(join(folder, "none.log"))).toBe(false);
});
