import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunFile, RunFileKeeper } from "./run-file.ts";
import { type SmallDisk, smallDisk } from "./testing/tmpfs.ts";

let folder: string;
let disk: SmallDisk;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hai-dang-run-"));
  disk = await smallDisk(4);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await disk?.remove();
});

const content = (pid: number): RunFile => ({
  web: "http://localhost:1",
  mqtt: null,
  database: null,
  pids: { supervisor: pid },
  data: "/",
  logs: "/",
  started_at: "now",
});
const pidIn = async (path: string) => (JSON.parse(await readFile(path, "utf8")) as RunFile).pids.supervisor;

test("300 pairs of writes at once: none fails, the newest stays, no rest lies about", async () => {
  const path = join(folder, "run.json");
  const failed: Error[] = [];
  const keeper = new RunFileKeeper(path, (error) => failed.push(error));
  for (let i = 0; i < 300; i++) {
    await Promise.all([keeper.put(content(i)), keeper.put(content(1_000 + i))]);
    expect(await pidIn(path)).toBe(1_000 + i);
  }
  expect(failed).toEqual([]);
  expect(await readdir(folder)).toEqual(["run.json"]);
  await keeper.remove();
  expect(await readdir(folder)).toEqual([]);
});

test("a full disk is told once and ends nothing; with room the newest is written", async () => {
  const path = join(disk.folder, "run.json");
  const failed: Error[] = [];
  const keeper = new RunFileKeeper(path, (error) => failed.push(error));
  await disk.fill();
  await keeper.put(content(1));
  await keeper.put(content(2));
  expect(failed.map((error) => (error as { code?: string }).code)).toEqual(["ENOSPC"]);
  await disk.empty();
  await keeper.put(content(3));
  expect(await pidIn(path)).toBe(3);
  await keeper.remove();
});
