import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bornOf } from "./lock.ts";
import { bound, type Service, supervise } from "./service.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hai-dang-service-"));
});
afterAll(() => rm(folder, { recursive: true }));

function service(script: string, more: Partial<Service> = {}): Service {
  return {
    name: "thing",
    command: bound(["sh", "-c", script]),
    env: { ...process.env },
    log: join(folder, "thing.log"),
    ready: async () => {},
    stopSignal: "SIGTERM",
    stopMs: 500,
    ...more,
  };
}

function recorder() {
  const crashes: string[] = [];
  const pids: number[] = [];
  const told = {
    crashed: (_: string, how: string, waitMs: number) => crashes.push(`${how} ${waitMs}`),
    started: (_: string, pid: number) => pids.push(pid),
  };
  return { crashes, pids, told };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

test("what ends by itself is started again, each time after a longer wait", async () => {
  const { crashes, pids, told } = recorder();
  const running = supervise(service("exit 3"), told);
  await running.ready;
  await until(() => crashes.length === 2);
  await running.stop();
  expect(crashes).toEqual(["ended with 3 500", "ended with 3 1000"]);
  expect(pids).toHaveLength(2);
});

test("where each second counts the wait does not grow beyond what is said", async () => {
  const { crashes, told } = recorder();
  const running = supervise(service("exit 3", { mostBackOffMs: 600 }), told);
  await running.ready;
  await until(() => crashes.length === 3);
  await running.stop();
  expect(crashes.map((crash) => crash.split(" ").at(-1))).toEqual(["500", "600", "600"]);
});

test("what was killed is started again", async () => {
  const { crashes, pids, told } = recorder();
  const running = supervise(service("sleep 60 & wait"), told);
  await running.ready;
  process.kill(pids[0] as number, "SIGKILL");
  await until(() => pids.length === 2);
  expect(crashes).toEqual(["was ended by SIGKILL 500"]);
  expect(running.pid()).toBe(pids[1]);
  await running.stop();
  expect(await bornOf(pids[1] as number)).toBeUndefined();
});

test("what does not heed the signal is killed when its time is over", async () => {
  const { crashes, pids, told } = recorder();
  const running = supervise(service("trap '' TERM; while :; do sleep 0.1; done"), told);
  await running.ready;
  await sleep(100);
  await running.stop();
  expect(await bornOf(pids[0] as number)).toBeUndefined();
  expect(crashes).toEqual([]);
});

test("a first start that fails is told, and nothing is left running after stop", async () => {
  const { pids, told } = recorder();
  const fails = () => Promise.reject(new Error("not ready"));
  const running = supervise(service("sleep 60 & wait", { ready: fails }), told);
  await expect(running.ready).rejects.toThrow("not ready");
  await running.stop();
  expect(await bornOf(pids[0] as number)).toBeUndefined();
});
