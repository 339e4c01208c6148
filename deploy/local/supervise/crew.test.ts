import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RunFileKeeper } from "#deploy/local/run-file.ts";
import { killPair } from "#deploy/local/testing/freeze.ts";
import { type SmallDisk, smallDisk } from "#deploy/local/testing/tmpfs.ts";
import { type Crew, gatherCrew } from "./crew.ts";
import { bound, type Service } from "./service.ts";

let disk: SmallDisk;
let crew: Crew;
const floating: unknown[] = [];
const note = (error: unknown) => void floating.push(error);
beforeAll(async () => {
  disk = await smallDisk(8);
  process.on("unhandledRejection", note);
});
afterAll(async () => {
  process.off("unhandledRejection", note);
  await crew?.stop();
  await disk?.remove();
});

const service = (name: string): Service => ({
  name,
  command: bound(["sleep", "600"]),
  env: { ...process.env },
  log: join(disk.folder, `${name}.log`),
  ready: async () => {},
  stopSignal: "SIGTERM",
  stopMs: 1_000,
  mostBackOffMs: 20,
});

test("pairs that die within 2 ms, on a full disk too, are all started again and nothing floats", {
  timeout: 60_000,
}, async () => {
  const runFile = new RunFileKeeper(join(disk.folder, "run.json"), () => {});
  const started: string[] = [];
  crew = gatherCrew({
    logs: disk.folder,
    report: () => {},
    changed: (name) => {
      started.push(name);
      void runFile.put({ ...EMPTY, pids: crew?.pids() ?? {} });
    },
  });
  await crew.launch(service("one"));
  await crew.launch(service("two"));
  for (let round = 1; round <= 30; round++) {
    if (round === 15) await disk.fill();
    const { one, two } = crew.pids();
    await killPair(one as number, two as number, round % 3);
    for (let waited = 0; started.length < 2 + 2 * round; waited++) {
      if (waited > 1_000) throw new Error(`only ${started.length} starts after ${round} pairs`);
      await sleep(10);
    }
  }
  expect(floating).toEqual([]);
  await runFile.remove();
});

const EMPTY = { web: "", mqtt: null, database: null, data: "", logs: "", started_at: "" };
