import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SmallDisk, smallDisk } from "#deploy/local/testing/tmpfs.ts";
import { keepReserve } from "./reserve.ts";

const MB = 1024 * 1024;
let disk: SmallDisk;
beforeAll(async () => {
  disk = await smallDisk(40);
});
afterAll(() => disk?.remove());

test("the reserve is kept, released with a warning when the disk is full, and taken again when there is room", async () => {
  const said: string[] = [];
  const path = join(disk.folder, "reserve");
  const reserve = keepReserve({
    path,
    folder: disk.folder,
    report: (line) => said.push(line),
    bytes: 10 * MB,
    low: 4 * MB,
    everyMs: 3_600_000,
  });
  await reserve.look();
  expect((await stat(path)).size).toBe(10 * MB);
  await disk.fill();
  expect(await disk.free()).toBe(0);
  await reserve.look();
  expect(await disk.free()).toBe(10 * MB);
  expect(said).toEqual([expect.stringContaining("WARNING: the disk")]);
  expect(await readdir(disk.folder)).toEqual(expect.arrayContaining(["reserve.released"]));
  await reserve.look();
  expect(await readdir(disk.folder)).not.toContain("reserve");
  await disk.empty();
  await reserve.look();
  expect(await readdir(disk.folder)).toEqual(["reserve"]);
  expect(said.at(-1)).toContain("has room again");
  reserve.close();
});
